"""Quote an order: the payable prices with their unit, before execution (S76, D2)."""

from __future__ import annotations

from uuid import UUID

from application.already_done import resumed
from application.messages import Command
from application.ordering.quoting import Quoting
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import BUYERS
from core.ordering.order import Order


class QuoteOrder(Command[None]):
    """A new quote replaces the former; it holds for 24 h or until the next known price change."""

    roles = BUYERS
    order_id: UUID
    expected_version: int | None = None


class QuoteOrderHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock, quoting: Quoting) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._quoting = quoting

    def __call__(self, command: QuoteOrder) -> None:
        """
        Raises:
            Refused: as `Quoting.quote` and `Order.give_quote` say.
        """
        order, done = resumed(self._log, Order, command.order_id)
        if done:
            return
        order.expect_version(command.expected_version)
        order.require_open()
        now = self._clock.now()
        order.give_quote(self._quoting.quote(order, at=now), at=now)
        self._ledger.save(order)
