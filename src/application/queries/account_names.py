"""The names of accounts, for lists that know their ids (D3, D15)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from application.messages import Query
from application.ports.rows import Rows
from application.principal import BUYERS, STAFF, Principal
from application.projections.accounts import ACCOUNTS, AccountRow


class NameAccounts(Query[Mapping[UUID, str]]):
    """An account that is unknown, or none of the buyer's business, has no name in the answer."""

    roles = STAFF | BUYERS
    ids: frozenset[UUID]


class NameAccountsHandler:
    """A buyer knows itself, its customers, and the reseller that it buys through."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: NameAccounts, by: Principal) -> Mapping[UUID, str]:
        own = by.account_id
        ids = query.ids if own is None else query.ids | {own}
        found = self._rows.all(ACCOUNTS, {"account_id": tuple(sorted(ids))}, order=("account_id",))
        rows = {row.account_id: row for row in found}
        if own is not None:
            rows = {id: row for id, row in rows.items() if _knows(rows[own], row)}
        return {id: row.name for id, row in rows.items() if id in query.ids}


def _knows(own: AccountRow, other: AccountRow) -> bool:
    near = (own.account_id, own.reseller_id)
    return other.account_id in near or other.reseller_id == own.account_id
