"""What an account has to do with: itself, and the orders and assets it has a part in (B11, D3)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.accounts.events import AccountOpened
from core.asset.events import AssetCreated
from core.ordering.events import OrderDrafted


@dataclass(frozen=True)
class AccountStreamRow:
    """The account is it, or orders, uses, pays or resells it."""

    account_id: UUID
    stream_id: UUID


ACCOUNT_STREAMS = Table(
    name="account_streams",
    version=1,
    row=AccountStreamRow,
    key=("account_id", "stream_id"),
    group="stream_id",
)


class AccountStreams:
    table = ACCOUNT_STREAMS
    append_only = True

    def group_of(self, recorded: Recorded) -> UUID | None:
        births = (AccountOpened, OrderDrafted, AssetCreated)
        return recorded.stream_id if isinstance(recorded.event, births) else None

    def fold(
        self, rows: tuple[AccountStreamRow, ...], recorded: Recorded
    ) -> tuple[AccountStreamRow, ...]:
        stream = recorded.stream_id
        return (*rows, *(AccountStreamRow(each, stream) for each in _parts_of(recorded)))


def _parts_of(recorded: Recorded) -> tuple[UUID, ...]:
    match recorded.event:
        case OrderDrafted() | AssetCreated() as event:
            chain = (event.ordered_by, event.end_customer, event.billed_to, event.reseller)
            return tuple(dict.fromkeys(account for account in chain if account))
        case _:
            return (recorded.stream_id,)
