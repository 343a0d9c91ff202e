"""One order, product, account, instance or the organisation at a time or in a version (B5, D34)."""

from __future__ import annotations

from datetime import datetime
from typing import Generic
from uuid import UUID

from application.messages import Query, R
from application.past.moment import PastMoment, WasThen
from application.past.pages import ListAsOf
from application.past.products import PastProducts
from application.past.rows import PastRows
from application.principal import BUYERS, STAFF, Principal
from application.projections.accounts import AccountRow, Accounts
from application.projections.instances import InstanceRow, Instances
from application.projections.orders import Orders
from application.projections.organisations import OrganisationRow, Organisations
from application.projections.products import BssProducts
from application.queries.product_details import ProductDetails, product_details
from application.queries.show_order import OrderView, order_view
from core.ids import THE_ORGANISATION, InstanceId, product_id


class PastQuery(Query[WasThen[R]], Generic[R]):
    """`at` is a time with zone; `version` counts the events of the thing from 1: one of both."""

    at: datetime | None = None
    version: int | None = None

    @property
    def moment(self) -> PastMoment:
        return PastMoment(self.at, self.version)


class ShowPastOrder(PastQuery[OrderView]):
    roles = STAFF | BUYERS
    order_id: UUID


class ShowPastOrderHandler:
    def __init__(self, past: PastRows) -> None:
        self._past = past

    def __call__(self, query: ShowPastOrder, by: Principal) -> WasThen[OrderView]:
        """
        Raises:
            NotFound, Invalid: as `PastRows.one` says.
        """
        found = self._past.one(Orders(), query.order_id, query.moment, called="order")
        return WasThen(order_view(found.was), found.as_of)


class ShowPastProduct(PastQuery[ProductDetails]):
    roles = STAFF
    instance_id: UUID
    code: str


class ShowPastProductHandler:
    def __init__(self, past: PastRows, products: PastProducts) -> None:
        self._past = past
        self._products = products

    def __call__(self, query: ShowPastProduct, by: Principal) -> WasThen[ProductDetails]:
        """
        Raises:
            NotFound, Invalid: as `PastRows.one` says.
        """
        identity = product_id(InstanceId(query.instance_id), query.code.upper())
        found = self._past.one(BssProducts(), identity, query.moment, called="product")
        moment = ListAsOf(found.as_of.position, found.as_of.time)
        details = product_details(found.was, self._products.latest(moment))
        return WasThen(details, found.as_of)


class ShowPastAccount(PastQuery[AccountRow]):
    roles = STAFF | BUYERS
    account_id: UUID


class ShowPastAccountHandler:
    def __init__(self, past: PastRows) -> None:
        self._past = past

    def __call__(self, query: ShowPastAccount, by: Principal) -> WasThen[AccountRow]:
        """
        Raises:
            NotFound, Invalid: as `PastRows.one` says.
        """
        return self._past.one(Accounts(), query.account_id, query.moment, called="account")


class ShowPastInstance(PastQuery[InstanceRow]):
    roles = STAFF
    instance_id: UUID


class ShowPastInstanceHandler:
    def __init__(self, past: PastRows) -> None:
        self._past = past

    def __call__(self, query: ShowPastInstance, by: Principal) -> WasThen[InstanceRow]:
        """
        Raises:
            NotFound, Invalid: as `PastRows.one` says.
        """
        return self._past.one(Instances(), query.instance_id, query.moment, called="instance")


class ShowPastOrganisation(PastQuery[OrganisationRow]):
    roles = STAFF


class ShowPastOrganisationHandler:
    def __init__(self, past: PastRows) -> None:
        self._past = past

    def __call__(self, query: ShowPastOrganisation, by: Principal) -> WasThen[OrganisationRow]:
        """
        Raises:
            NotFound, Invalid: as `PastRows.one` says.
        """
        fold = Organisations()
        return self._past.one(fold, THE_ORGANISATION, query.moment, called="organisation")
