"""The orders in which an account has a part: one row per account and order (D2, D3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.ordering.events import OrderDrafted


@dataclass(frozen=True)
class AccountOrderRow:
    """An order that an account placed, uses, pays, or resold."""

    account_id: UUID
    order_id: UUID
    drafted_at: datetime


ACCOUNT_ORDERS = Table(
    name="account_orders",
    version=1,
    row=AccountOrderRow,
    key=("account_id", "order_id"),
    group="order_id",
    indexes=(("account_id", "drafted_at", "order_id"),),
)


class AccountOrders:
    table = ACCOUNT_ORDERS
    append_only = True
    topics = "order."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if isinstance(recorded.event, OrderDrafted) else None

    def fold(
        self, rows: tuple[AccountOrderRow, ...], recorded: Recorded
    ) -> tuple[AccountOrderRow, ...]:
        event = recorded.event
        if not isinstance(event, OrderDrafted):
            return ()
        chain = (event.ordered_by, event.end_customer, event.billed_to, event.reseller)
        accounts = dict.fromkeys(account for account in chain if account is not None)
        return tuple(
            AccountOrderRow(account, recorded.stream_id, event.timestamp) for account in accounts
        )
