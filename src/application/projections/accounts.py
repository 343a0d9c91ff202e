"""Accounts: resellers and customers (D2, D18)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.accounts.account import BillingAddress
from core.accounts.events import AccountOpened, BillingAddressGiven, MpnIdGiven


@dataclass(frozen=True)
class AccountRow:
    """`address` is None until one is given; its country decides the payable price.

    `mpn_id` is a reseller's, in Microsoft's partner network.
    """

    account_id: UUID
    kind: str
    name: str
    currency: str
    reseller_id: UUID | None
    instance_id: UUID | None
    tenant_id: str | None
    address: BillingAddress | None
    mpn_id: str | None
    version: int


ACCOUNTS = Table(
    name="accounts",
    version=2,
    row=AccountRow,
    key=("account_id",),
    group="account_id",
    indexes=(("name", "account_id"), ("reseller_id",)),
)


class Accounts:
    table = ACCOUNTS
    append_only = False
    topics = "account."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if recorded.topic.startswith(self.topics) else None

    def fold(self, rows: tuple[AccountRow, ...], recorded: Recorded) -> tuple[AccountRow, ...]:
        match recorded.event:
            case AccountOpened() as event:
                return (_opened(recorded.stream_id, event),)
            case MpnIdGiven() as event:
                return tuple(
                    replace(row, mpn_id=event.mpn_id, version=recorded.version) for row in rows
                )
            case BillingAddressGiven() as event:
                address = BillingAddress(event.country, event.city, event.postal_code, event.street)
                return tuple(
                    replace(row, address=address, version=recorded.version) for row in rows
                )
            case _:
                return rows


def _opened(account_id: UUID, event: AccountOpened) -> AccountRow:
    return AccountRow(
        account_id=account_id,
        kind=event.kind,
        name=event.name,
        currency=event.currency,
        reseller_id=event.reseller_id,
        instance_id=event.instance_id,
        tenant_id=event.tenant_id,
        address=None,
        mpn_id=None,
        version=event.originator_version,
    )
