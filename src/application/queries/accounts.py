"""Accounts, within the reach of whoever asks (S26, D3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.past.lists import Candidates, PastLists
from application.past.pages import PastPage
from application.past.rows import PastRows
from application.ports.rows import Page, Rows
from application.principal import BUYERS, STAFF, Principal
from application.projections.accounts import ACCOUNTS, AccountRow, Accounts
from core.kernel.errors import NotFound


class ListAccounts(Query[Page[AccountRow]]):
    """By name; a reseller or customer sees itself and its own customers (D3).

    `at` is a time with zone: the accounts as they were then (D34).
    """

    roles = STAFF | BUYERS
    at: datetime | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListAccountsHandler:
    def __init__(self, rows: Rows, lists: PastLists, past: PastRows) -> None:
        self._rows = rows
        self._lists = lists
        self._past = past

    def __call__(self, query: ListAccounts, by: Principal) -> Page[AccountRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list, or the time has no zone.
        """
        if query.at is not None:
            return self._then(query, query.at, by)
        if by.account_id is not None:
            return Page(self._in_reach(by.account_id), next=None)
        order = ("name", "account_id")
        return self._rows.page(ACCOUNTS, order=order, after=query.after, limit=query.limit)

    def _then(self, query: ListAccounts, at: datetime, by: Principal) -> Page[AccountRow]:
        as_of = self._lists.moment(at, query.after)

        def were(accounts: Sequence[AccountRow]) -> Sequence[AccountRow | None]:
            ids = [each.account_id for each in accounts]
            rows = self._past.folded(_FOLD, ids, as_of.position)
            return [rows.get(id) for id in ids]

        if by.account_id is not None:
            reach = (row for row in were(self._in_reach(by.account_id)) if row)
            return PastPage(tuple(reach), None, as_of)
        return self._lists.page(_BY_NAME, as_of, were, after=query.after, limit=query.limit)

    def _in_reach(self, account: UUID) -> tuple[AccountRow, ...]:
        own = self._rows.all(ACCOUNTS, {"account_id": account}, order=("account_id",))
        customers = {"reseller_id": account}
        return own + self._rows.all(ACCOUNTS, customers, order=("name", "account_id"))


_FOLD = Accounts()
_BY_NAME = Candidates(ACCOUNTS, ("name", "account_id"))


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
