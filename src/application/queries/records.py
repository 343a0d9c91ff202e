"""Lists and details of accounts, instances, rates, runs, orders and the organisation."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import BUYERS, STAFF, Principal
from application.projections.accounts import ACCOUNTS, AccountRow
from application.projections.catalogue_runs import CATALOGUE_RUNS, CatalogueRunRow
from application.projections.exchange_rates import EXCHANGE_RATES, ExchangeRateRow
from application.projections.instances import INSTANCES, InstanceRow
from application.projections.orders import ORDERS
from application.projections.organisations import ORGANISATIONS, OrganisationRow
from application.queries.show_order import OrderView, order_view
from core.ids import THE_ORGANISATION
from core.kernel.errors import NotFound


class ShowOrganisation(Query[OrganisationRow]):
    roles = STAFF


class ShowOrganisationHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowOrganisation, by: Principal) -> OrganisationRow:
        """
        Raises:
            NotFound: nobody founded the organisation yet.
        """
        row = self._rows.one(ORGANISATIONS, {"organisation_id": THE_ORGANISATION})
        if row is None:
            advice = "Found it: perpetua organisation edit --name NAME --currency EUR."
            raise NotFound("organisation", "in this ledger yet", advice=advice)
        return row


class ListInstances(Query[Page[InstanceRow]]):
    roles = STAFF


class ListInstancesHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListInstances, by: Principal) -> Page[InstanceRow]:
        return Page(self._rows.all(INSTANCES, order=("name", "instance_id")), next=None)


class ShowInstance(Query[InstanceRow]):
    roles = STAFF
    instance_id: UUID


class ShowInstanceHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowInstance, by: Principal) -> InstanceRow:
        """
        Raises:
            NotFound: no such instance.
        """
        row = self._rows.one(INSTANCES, {"instance_id": query.instance_id})
        if row is None:
            raise NotFound("instance", str(query.instance_id))
        return row


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


class ListExchangeRates(Query[Page[ExchangeRateRow]]):
    """Newest first."""

    roles = STAFF
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListExchangeRatesHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListExchangeRates, by: Principal) -> Page[ExchangeRateRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        return self._rows.page(
            EXCHANGE_RATES,
            order=("valid_from", "rate_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )


class ListCatalogueRuns(Query[Page[CatalogueRunRow]]):
    """Newest first."""

    roles = STAFF
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListCatalogueRunsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListCatalogueRuns, by: Principal) -> Page[CatalogueRunRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        return self._rows.page(
            CATALOGUE_RUNS,
            order=("applied_at", "run_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )


class ListOrders(Query[Page[OrderView]]):
    """Newest first."""

    roles = STAFF
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListOrdersHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListOrders, by: Principal) -> Page[OrderView]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        page = self._rows.page(
            ORDERS,
            order=("drafted_at", "order_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
        return Page(tuple(order_view(row) for row in page.items), page.next)
