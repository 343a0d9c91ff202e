"""A quote that holds no more is explained, and a new one offered; nothing is lost (D2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from application.ports.clock import Clock
from infrastructure.runtime.clock import SystemClock
from tests.browser.atlas_storefront import product_page
from tests.browser.shop import Shop, opened_shop
from tests.browser.visiting import visiting
from tests.entrypoints.http.served import done
from tests.entrypoints.http.shop import CONTOSO_TENANT, opened, quoted


class MovedClock(SystemClock):
    """The machine's clock, put forward by hand."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


@pytest.fixture(scope="module")
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture(scope="module")
def old_shop(tmp_path_factory: pytest.TempPathFactory, clock: MovedClock) -> Iterator[Shop]:
    """A shop of its own, whose clock and rates others need not bear."""
    with opened_shop(tmp_path_factory.mktemp("quotes"), {Clock: clock}) as shop:
        yield shop


@pytest.fixture
def page(browser: Browser, old_shop: Shop) -> Iterator[Page]:
    with visiting(browser, old_shop, old_shop.customer) as opened_page:
        yield opened_page


def bought_nothing(shop: Shop, order: str) -> bool:
    return not done(shop.api.get(f"/orders/{order}"))["asset_ids"]


def test_d2_an_expired_quote_is_renewed_and_ordered(
    old_shop: Shop, clock: MovedClock, page: Page
) -> None:
    order = quoted(old_shop.api, old_shop.ids["contoso"], purchase_order="PO-1")
    page.goto(f"/storefront/orders/{order}")
    clock.ahead += timedelta(hours=25)
    page.get_by_role("button", name="Order and pay").click()
    expect(page.get_by_role("alert")).to_contain_text("The quote has expired")
    assert bought_nothing(old_shop, order)
    expect(page.get_by_role("button", name="Order and pay")).to_have_count(0)

    page.get_by_role("navigation").get_by_role("link", name="Orders").click()
    row = page.get_by_role("row").filter(has_text="PO-1")
    expect(row).to_contain_text("The quote has expired")
    row.get_by_role("link").click()
    expect(page.get_by_role("alert")).to_contain_text("The quote has expired.")
    expect(page.locator("main")).to_contain_text("PO-1")
    page.get_by_role("button", name="Get a new quote").click()
    expect(page.get_by_text("There is a new quote, at the same price.")).to_be_visible()
    page.get_by_role("button", name="Order and pay").click()
    expect(page.get_by_text("Your order was placed")).to_be_visible()


def test_d2_a_quote_that_nobody_wants_is_discarded_and_the_basket_stays(
    old_shop: Shop, page: Page
) -> None:
    page.goto(product_page(old_shop))
    page.get_by_role("button", name="Into the basket").click()
    page.get_by_role("button", name="Continue to the quote").click()
    address = page.url
    page.get_by_role("button", name="Do not order").click()
    expect(page.get_by_text("The quote is discarded. Nothing was ordered.")).to_be_visible()
    expect(page.get_by_role("button", name="Continue to the quote")).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("rejected")).to_be_visible()
    expect(page.get_by_role("button", name="Order and pay")).to_have_count(0)


def test_d2_a_changed_price_is_told_before_anything_is_bought(
    old_shop: Shop, clock: MovedClock, browser: Browser
) -> None:
    customer = opened(
        old_shop.api,
        name="Tel Aviv Branch",
        currency="ILS",
        tenant_id=CONTOSO_TENANT,
        instance_id=old_shop.ids["instance"],
    )
    order = quoted(old_shop.api, customer)
    with visiting(browser, old_shop, f"customer:{customer}") as page:
        page.goto(f"/storefront/orders/{order}")
        rate = {"anchor": "EUR", "currency": "ILS", "units_per_anchor": "4.00"}
        done(old_shop.api.post("/exchange-rates", rate))
        page.get_by_role("button", name="Order and pay").click()
        expect(page.get_by_role("alert")).to_contain_text("The price has changed")
        assert bought_nothing(old_shop, order)
        page.get_by_role("button", name="Get a new quote").click()
        expect(page.get_by_role("status")).to_contain_text("₪1,879.00")
        page.get_by_role("button", name="Order and pay").click()
        expect(page.get_by_text("Your order was placed")).to_be_visible()
