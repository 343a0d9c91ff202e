"""People work at random, and somebody reads every list after each step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.asset.edit_asset import EditAsset
from application.catalogue.publish_products import PublishProducts
from application.instances.edit_instance import EditInstance
from application.messages import Query
from application.ports.rows import Page
from application.principal import Principal
from application.queries.accounts import ListAccounts
from application.queries.exchange_rates import ListExchangeRates
from application.queries.instances import ListInstances
from application.queries.list_assets import ListAssets
from application.queries.list_orders import ListOrders
from application.queries.products import ListProducts
from application.queries.storefront_assets import ListStorefrontAssets
from application.queries.storefront_products import ListStorefrontProducts
from core.accounts.account import AccountKind, BillingAddress
from core.asset.values import CancellationState
from core.kernel.errors import Refused
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS, a_sheet_price
from tests.support.fakes_faults import refused
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    AUDITOR,
    ENGINEER,
    INSTANCE,
    KAFENEIO,
    OPERATOR,
    RESELLER,
    SCHOOL,
    STRANGER,
)
from tests.support.fakes_shop import Shop

Asked = tuple[Query[Page[Any]], Principal]
LISTS: tuple[Asked, ...] = (
    (ListAssets(), AUDITOR),
    (ListAssets(sync_status="failed"), ENGINEER),
    (ListAssets(sync_status="synchronized", account_id=KAFENEIO), OPERATOR),
    (ListAssets(in_progress=True), OPERATOR),
    (ListAssets(cancellation=CancellationState.REQUESTED), OPERATOR),
    (ListStorefrontAssets(account_id=RESELLER), AS_RESELLER),
    (ListOrders(), OPERATOR),
    (ListProducts(), AUDITOR),
    (ListProducts(published=False, qualification="Education"), ENGINEER),
    (ListStorefrontProducts(), AS_KAFENEIO),
    (ListStorefrontProducts(qualification="Commercial"), AS_RESELLER),
    (ListAccounts(), OPERATOR),
    (ListAccounts(), AS_RESELLER),
    (ListInstances(), OPERATOR),
    (ListExchangeRates(), OPERATOR),
)
Seen = dict[datetime, list[tuple[Any, ...]]]


def everything(shop: Shop, query: Query[Page[Any]], by: Principal) -> tuple[Any, ...]:
    """All pages of a list."""
    page = shop.ask(query, by)
    items = page.items
    while page.next:
        page = shop.ask(query.model_copy(update={"after": page.next}), by)
        items += page.items
    return items


class RandomWork:
    """What every list said is remembered by the time at which it was read."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.shop = shop
        self.chance = Random(seed)
        self.sold = [shop.sell()]
        self.seen: Seen = {}

    def go(self, steps: int) -> None:
        for _ in range(steps):
            step = self.chance.choice(STEPS)
            try:
                step(self)
            except Refused:
                self.shop.vendor.faults.clear()
            self.seen[self.shop.clock.now()] = [everything(self.shop, *each) for each in LISTS]
            self.shop.clock.pass_by(minutes=self.chance.choice([1, 60, 3_000]))

    def buy(self) -> None:
        account = self.chance.choice([KAFENEIO, STRANGER])
        self.sold.append(self.shop.sell((OFFICE, self.chance.randrange(1, 4)), account=account))

    def draft(self) -> None:
        self.shop.draft(account=self.chance.choice([KAFENEIO, SCHOOL]))

    def provision(self) -> None:
        if self.chance.random() < 0.4:
            self.shop.vendor.on("check_out", refused())
        self.shop.provision(self.sold[-1])

    def rename(self) -> None:
        asset = self.chance.choice(self.sold)
        name = self.chance.choice("ABC")
        self.shop.send(EditAsset(asset_id=asset, name=name))

    def cancel(self) -> None:
        asset = self.chance.choice(self.sold)
        self.shop.send(RequestCancellation(asset_id=asset, reason="Bought twice."))

    def publish(self) -> None:
        code, published = self.chance.choice([OFFICE, OFFICE_FOR_SCHOOLS]), self.chance.random()
        self.shop.send(
            PublishProducts(instance_id=INSTANCE, codes=(code,), published=published < 0.5)
        )

    def sync(self) -> None:
        vendor = self.shop.vendor
        vendor.priced[0] = a_sheet_price(erp=f"{self.chance.randrange(400, 500)}.00")
        title = self.chance.choice(["Office", "Aoffice", "Zoffice"])
        vendor.offered[2] = replace(vendor.offered[2], sku_name=title)
        kept = vendor.offered
        if self.chance.random() < 0.4:
            vendor.offered = kept[:2]
        self.shop.sync(allow_mass_discontinuation=True)
        vendor.offered = kept

    def choose(self) -> None:
        some = self.chance.choice([("EUR",), ("EUR", "ILS"), ("EUR", "USD")])
        self.shop.send(EditInstance(instance_id=INSTANCE, currencies=some))

    def rate(self) -> None:
        self.shop.rate(f"3.{self.chance.randrange(10, 99)}", to="ILS")

    def move(self) -> None:
        country = self.chance.choice(["GR", "DE"])
        address = BillingAddress(country, "", "", "")
        self.shop.send(EditAccount(account_id=KAFENEIO, address=address))

    def open(self) -> None:
        self.shop.send(
            OpenAccount(
                new_id=self.shop.ids.new(),
                kind=AccountKind.CUSTOMER,
                name=self.chance.choice(["Alpha", "Moon", "Zeta"]),
                currency="EUR",
                reseller_id=self.chance.choice([RESELLER, None]),
            )
        )


STEPS: tuple[Callable[[RandomWork], None], ...] = (
    RandomWork.buy,
    RandomWork.draft,
    RandomWork.provision,
    RandomWork.provision,
    RandomWork.rename,
    RandomWork.cancel,
    RandomWork.publish,
    RandomWork.sync,
    RandomWork.choose,
    RandomWork.rate,
    RandomWork.move,
    RandomWork.open,
)


def assert_remembered(work: RandomWork) -> None:
    """Every list at a time is the list that was read then (B5, D34)."""
    for moment, seen in work.seen.items():
        for (query, by), then in zip(LISTS, seen, strict=True):
            asked = query.model_copy(update={"at": moment})
            assert everything(work.shop, asked, by) == then, (moment, query)
    some = work.chance.choice(list(work.seen))
    for (query, by), then in zip(LISTS, work.seen[some], strict=True):
        if "limit" in type(query).model_fields:
            asked = query.model_copy(update={"at": some, "limit": 1})
            assert everything(work.shop, asked, by) == then, (some, query)
