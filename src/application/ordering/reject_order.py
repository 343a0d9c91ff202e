"""Reject an order: whoever would pay it decides against it (D2)."""

from __future__ import annotations

from pydantic import Field

from application.already_done import resumed
from application.messages import PayersCommand
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import BUYERS
from core.ordering.order import Order, OrderStatus


class RejectOrder(PayersCommand[None]):
    """A draft or a quote that nobody can execute any more; the history keeps the reason.

    Repeated under its command id, it does nothing.
    """

    roles = BUYERS
    reason: str = Field(min_length=3, max_length=500)
    expected_version: int | None = None


class RejectOrderHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: RejectOrder) -> None:
        """
        Raises:
            OrderAlreadyExecuted, OrderRejected: the order is over.
        """
        order, done = resumed(self._log, Order, command.order_id)
        if done and order.status is OrderStatus.REJECTED:
            return
        order.expect_version(command.expected_version)
        order.reject(command.reason, at=self._clock.now())
        self._ledger.save(order)
