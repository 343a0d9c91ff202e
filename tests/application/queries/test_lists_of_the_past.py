"""Every list as it was at a time is the list that was read at that time (B5, D34)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.asset.edit_asset import EditAsset
from application.catalogue.publish_products import PublishProducts
from application.instances.edit_instance import EditInstance
from application.messages import Query
from application.past_lists import LOOKS, PastPage
from application.ports.rows import Page
from application.principal import Principal
from application.queries.accounts import ListAccounts
from application.queries.exchange_rates import ListExchangeRates
from application.queries.instances import ListInstances
from application.queries.list_assets import ListAssets
from application.queries.list_orders import ListOrders
from application.queries.payable_price import ShowPayablePrice
from application.queries.products import ListProducts
from application.queries.storefront_assets import ListStorefrontAssets
from application.queries.storefront_products import ListStorefrontProducts
from core.accounts.account import AccountKind, BillingAddress
from core.asset.values import CancellationState
from core.kernel.errors import Invalid, NotFound, Refused
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
from tests.support.fakes_shop import Shop, failed_asset

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


class Journey:
    """Somebody works at random, and everybody looks at every list after each step."""

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


STEPS: tuple[Callable[[Journey], None], ...] = (
    Journey.buy,
    Journey.draft,
    Journey.provision,
    Journey.provision,
    Journey.rename,
    Journey.cancel,
    Journey.publish,
    Journey.sync,
    Journey.choose,
    Journey.rate,
    Journey.move,
    Journey.open,
)


@pytest.mark.parametrize("seed", range(4))
def test_b5_d34_the_list_at_a_time_is_what_was_read_then(shop: Shop, seed: int) -> None:
    journey = Journey(shop, seed)
    journey.go(14)
    for moment, seen in journey.seen.items():
        for (query, by), then in zip(LISTS, seen, strict=True):
            asked = query.model_copy(update={"at": moment})
            assert everything(shop, asked, by) == then, (moment, query)
    few = journey.chance.choice(list(journey.seen))
    for (query, by), then in zip(LISTS, journey.seen[few], strict=True):
        if "limit" in type(query).model_fields:
            asked = query.model_copy(update={"at": few, "limit": 1})
            assert everything(shop, asked, by) == then, (few, query)


def test_d34_a_past_list_names_the_position_and_its_cursors_stay_there(shop: Shop) -> None:
    sold = [shop.sell() for _ in range(3)]
    noon = shop.clock.now()
    first = shop.ask(ListAssets(at=noon, limit=2))
    assert isinstance(first, PastPage)
    assert first.as_of.position == shop.ledger.end()
    assert first.as_of.time == noon
    shop.send(EditAsset(asset_id=min(sold), name="Renamed at that very moment"))
    rest = shop.ask(ListAssets(at=noon, limit=2, after=first.next))
    assert isinstance(rest, PastPage)
    assert rest.as_of == first.as_of
    assert {each.id for each in (*first.items, *rest.items)} == set(sold)
    assert all("Office" in each.name for each in (*first.items, *rest.items))


def test_b5_before_the_first_event_every_list_is_empty(shop: Shop) -> None:
    early = shop.clock.now() - timedelta(days=9_000)
    for query, by in LISTS:
        page = shop.ask(query.model_copy(update={"at": early}), by)
        assert (page.items, page.next) == ((), None)


def test_a_cursor_of_today_is_none_of_the_past_and_the_other_way_round(shop: Shop) -> None:
    for _ in range(2):
        shop.sell()
    today = shop.ask(ListAssets(limit=1)).next
    past = shop.ask(ListAssets(limit=1, at=shop.clock.now())).next
    for asked in (ListAssets(after=today, at=shop.clock.now()), ListAssets(after=past)):
        with pytest.raises(Invalid, match="cursor"):
            shop.ask(asked)


def test_a_time_needs_its_zone(shop: Shop) -> None:
    for query, by in LISTS:
        naive = shop.clock.now().replace(tzinfo=None)
        with pytest.raises(Invalid, match="zone"):
            shop.ask(query.model_copy(update={"at": naive}), by)


def test_a_page_looks_at_so_many_things_and_its_cursor_goes_on(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bounded work: a rare thing far behind is found on a later page."""
    rare = failed_asset(shop)
    shop.clock.pass_by(minutes=1)
    for _ in range(3):
        shop.provision(shop.sell())
    monkeypatch.setattr("application.past_lists.LOOKS", 2)
    asked = ListAssets(sync_status="failed", at=shop.clock.now(), limit=1)
    first = shop.ask(asked)
    assert first.items == ()
    assert first.next
    assert [each.id for each in everything(shop, asked, OPERATOR)] == [rare]
    assert LOOKS > 500


def test_b5_the_payable_price_of_a_day(shop: Shop) -> None:
    """S75: what the customer would have paid then: that day's lists, address and rates."""
    asked = ShowPayablePrice(account_id=KAFENEIO, code=OFFICE)
    first, paid = shop.clock.now(), shop.ask(asked)
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.sync_again_later()
    assert shop.ask(asked) != paid
    assert shop.ask(asked.model_copy(update={"at": first}), AS_KAFENEIO) == paid
    with pytest.raises(NotFound):
        shop.ask(asked.model_copy(update={"at": first - timedelta(days=9_000)}))
