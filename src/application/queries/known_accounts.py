"""The names of the accounts that a reseller or customer deals with (D3, D15)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from application.messages import Query
from application.ports.rows import Rows
from application.principal import Principal, Role
from application.projections.accounts import ACCOUNTS, AccountRow


class NameKnownAccounts(Query[Mapping[UUID, str]]):
    """Names by id; one that is unknown, or not the buyer's business, has none."""

    roles = frozenset({Role.RESELLER, Role.CUSTOMER})
    ids: frozenset[UUID]


class NameKnownAccountsHandler:
    """A buyer knows itself, its customers, and the reseller that it buys through."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: NameKnownAccounts, by: Principal) -> Mapping[UUID, str]:
        wanted = tuple(sorted({*query.ids, *([by.account_id] if by.account_id else ())}))
        found = self._rows.all(ACCOUNTS, {"account_id": wanted}, order=("account_id",))
        [own] = [row for row in found if row.account_id == by.account_id]
        known = (row for row in found if row.account_id in query.ids and _knows(own, row))
        return {row.account_id: row.name for row in known}


def _knows(own: AccountRow, other: AccountRow) -> bool:
    near = (own.account_id, own.reseller_id)
    return other.account_id in near or other.reseller_id == own.account_id
