"""Accounts by name, kind, or reseller (S26)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows, Within
from application.principal import STAFF, Principal
from application.projections.account_names import ACCOUNT_NAMES, small
from application.projections.accounts import ACCOUNTS, AccountRow
from core.accounts.account import AccountKind

_LAST_LETTER = "\U0010ffff"


class SearchAccounts(Query[Page[AccountRow]]):
    """By name, whatever its capital letters; `name` is how any word of it begins, and goes on.

    `reseller_id` narrows to the customers of a reseller.
    """

    roles = STAFF
    name: str = ""
    kind: AccountKind | None = None
    reseller_id: UUID | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class SearchAccountsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: SearchAccounts, by: Principal) -> Page[AccountRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        page = self._rows.page(
            ACCOUNT_NAMES,
            where=_where(query),
            order=("words", "account_id"),
            after=query.after,
            limit=query.limit,
        )
        ids = tuple(dict.fromkeys(row.account_id for row in page.items))
        rows = self._rows.all(ACCOUNTS, {"account_id": ids}, order=()) if ids else ()
        accounts = {row.account_id: row for row in rows}
        return Page(tuple(accounts[each] for each in ids), page.next)


def _where(query: SearchAccounts) -> dict[str, object]:
    asked = {"kind": query.kind, "reseller_id": query.reseller_id}
    where: dict[str, object] = {name: value for name, value in asked.items() if value}
    begins = small(query.name)
    if begins:
        return {**where, "words": Within(begins, begins + _LAST_LETTER)}
    return {**where, "whole": True}
