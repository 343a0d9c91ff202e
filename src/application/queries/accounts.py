"""Accounts, within the reach of whoever asks (S26, D3)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import BUYERS, STAFF, Principal
from application.projections.accounts import ACCOUNTS, AccountRow
from core.kernel.errors import NotFound


class ListAccounts(Query[Page[AccountRow]]):
    """By name; a reseller or customer sees itself and its own customers (D3)."""

    roles = STAFF | BUYERS
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListAccountsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListAccounts, by: Principal) -> Page[AccountRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        if by.account_id is not None:
            return Page(self._in_reach(by.account_id), next=None)
        order = ("name", "account_id")
        return self._rows.page(ACCOUNTS, order=order, after=query.after, limit=query.limit)

    def _in_reach(self, account: UUID) -> tuple[AccountRow, ...]:
        own = self._rows.all(ACCOUNTS, {"account_id": account}, order=("account_id",))
        customers = {"reseller_id": account}
        return own + self._rows.all(ACCOUNTS, customers, order=("name", "account_id"))


class ShowAccount(Query[AccountRow]):
    roles = STAFF | BUYERS
    account_id: UUID


class ShowAccountHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowAccount, by: Principal) -> AccountRow:
        """
        Raises:
            NotFound: no such account, or not one that the principal may see.
        """
        row = self._rows.one(ACCOUNTS, {"account_id": query.account_id})
        if row is None:
            raise NotFound("account", str(query.account_id))
        return row
