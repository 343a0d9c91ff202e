"""What buyers see of their licences, and do with them; nothing of anybody else's, and no cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.atlas_storefront import (
    PLACES,
    asset_page,
    for_the_university,
    requested,
)
from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, OPERATOR, Shop
from tests.entrypoints.http.served import Json, done
from tests.entrypoints.http.shop import OFFICE, bought, quoted


@contextmanager
def signed_in(shop: Shop, who: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shop.address, timeout=20) as client:
        client.post("/sign-in", data={"who": who})
        yield client


def own(shop: Shop, *codes: str) -> str:
    """An asset that the customer just bought."""
    return str(bought(shop.api, shop.ids["contoso"], *codes)["id"])


def test_s25_the_details_show_all_the_information_kept(shop: Shop, visit: Visit) -> None:
    """S20 S23 S24 S25."""
    kept = done(shop.api.get(f"/assets/{own(shop)}"))
    page = visit(asset_page(kept["id"]), shop.customer)
    shown = page.locator("main")
    for name in (
        "perpetual_order_id",
        "perpetual_order_id_alias",
        "perpetual_id",
        "catalog_id",
        "perpetual_license_sku",
    ):
        expect(shown).to_contain_text(kept[name])
    for section in ("General Information", "Microsoft Perpetual License Details"):
        expect(page.get_by_role("heading", name=section)).to_be_visible()
    expect(shown).to_contain_text("Return possible until")


def test_d3_a_reseller_sees_its_customers_licences_by_their_names(shop: Shop, visit: Visit) -> None:
    asset = for_the_university(shop)
    page = visit("/storefront/assets", shop.reseller)
    expect(page.get_by_role("row").nth(1)).to_contain_text("Nordlicht")
    page.goto(asset_page(asset))
    facts = page.get_by_role("region", name="General Information")
    expect(facts).to_contain_text("Paid by")
    expect(facts).to_contain_text("Reseller")


@pytest.mark.parametrize("more", ["", "/edit", "/cancel", "/now"])
def test_d3_somebody_else_s_licence_is_not_there(shop: Shop, more: str) -> None:
    """D3."""
    with signed_in(shop, shop.reseller) as reseller:
        answer = reseller.get(asset_page(shop.ids["synchronized"]) + more)
    assert answer.status_code == 404
    assert "It does not exist, or it is not yours" in answer.text


def test_d3_somebody_else_s_order_and_invoice_items_are_not_there(shop: Shop) -> None:
    """D3 B16."""
    order = quoted(shop.api, shop.ids["contoso"])
    theirs = own(shop)
    with signed_in(shop, shop.reseller) as reseller:
        for more in ("", "/assets"):
            assert reseller.get(f"/storefront/orders/{order}{more}").status_code == 404
        assert theirs not in reseller.get("/storefront/invoices").text
        assert order not in reseller.get("/storefront/orders").text
    with signed_in(shop, shop.customer) as customer:
        assert theirs in customer.get("/storefront/invoices").text
        assert order in customer.get("/storefront/orders").text


@pytest.mark.parametrize("who", [OPERATOR, AUDITOR])
@pytest.mark.parametrize("path", ["", "/basket", "/orders", "/assets", "/invoices"])
def test_members_of_staff_have_no_storefront(shop: Shop, who: str, path: str) -> None:
    with signed_in(shop, who) as staff:
        answer = staff.get(f"/storefront{path}")
    assert answer.status_code == 403
    assert "belongs to resellers and customers" in answer.text


def test_d15_no_page_of_the_storefront_tells_a_cost(shop: Shop) -> None:
    """D15: neither what the distributor pays, nor any word about it."""
    costs = set(_costs(shop))
    assert costs
    for place in PLACES:
        assert callable(place.who)
        with signed_in(shop, place.who(shop)) as buyer:
            page = buyer.get(place.at(shop)).text
        told = set(re.findall(r"[\d.,]*\d[.,]\d{2}\b", page))
        assert not told & costs, place.name
        for word in ("unit_cost", "margin", "vendor_currency", "client_secret", "refresh_token"):
            assert word not in page.lower(), place.name


def _costs(shop: Shop) -> Iterator[str]:
    """Purchase prices as English pages would write them, but those that are a list price too."""
    every: list[Json] = done(shop.api.get("/products", limit=500))["items"]
    prices = [price for product in every for price in product["list_prices"]]
    sells = {price["sell"] for price in prices}
    for price in prices:
        amount = price["purchase"]
        if amount not in sells:
            yield f"{float(amount):,.2f}"


def test_s4_s9_a_licence_is_renamed_and_gets_fields_of_its_owner(shop: Shop, visit: Visit) -> None:
    """S4 S9 S19 D5."""
    page = visit(asset_page(own(shop)), shop.customer)
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Name", exact=True).fill("Office of the reception")
    page.get_by_label("New field").fill("Cost centre")
    page.get_by_label("Its value").fill("4711")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Office of the reception")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("region", name="Your own fields")).to_contain_text("4711")
    expect(page.get_by_text("Office LTSC Standard 2024", exact=True)).to_be_visible()
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Cost centre").fill("4712")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Your own fields")).to_contain_text("4712")


def test_d5_a_field_of_microsoft_s_is_refused_and_nothing_typed_is_lost(
    shop: Shop, visit: Visit
) -> None:
    page = visit(asset_page(own(shop)) + "/edit", shop.customer)
    page.get_by_label("Name", exact=True).fill("My name")
    page.get_by_label("New field").fill("Perpetual ID")
    page.get_by_label("Its value").fill("made up")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Microsoft fills this field")
    expect(page.get_by_label("Name", exact=True)).to_have_value("My name")
    expect(page.get_by_label("Its value")).to_have_value("made up")


def test_s22_a_refresh_fills_the_missing_perpetual_id(shop: Shop, visit: Visit) -> None:
    """S4 S21 S22 D9."""
    shop.api.simulator.fault("no_perpetual_id", seconds=600)
    asset = own(shop)
    page = visit(asset_page(asset), shop.customer)
    page.get_by_role("button", name="Look at Microsoft again").click()
    expect(page.get_by_text("it has nothing new")).to_be_visible()
    shop.api.simulator.mend()
    page.get_by_role("button", name="Look at Microsoft again").click()
    expect(
        page.get_by_text("Microsoft was asked").or_(page.get_by_text("has come"))
    ).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_s4_d30_a_buyer_asks_to_cancel_and_sees_what_becomes_of_it(
    shop: Shop, visit: Visit, javascript: bool
) -> None:
    """S4 D30 B21."""
    page = visit(asset_page(own(shop)), shop.customer, javascript=javascript)
    page.get_by_role("link", name="Request cancellation").click()
    expect(page.locator("main")).to_contain_text("€469.75")
    expect(page.locator("main")).to_contain_text("open for 30 more days")
    page.get_by_label("Why do you want to cancel?").fill("We bought one too many.")
    page.get_by_role("button", name="Request cancellation").click()
    cancellation = page.get_by_role("region", name="Cancellation")
    expect(cancellation).to_contain_text("requested")
    expect(cancellation).to_contain_text("We bought one too many.")
    expect(page.get_by_role("link", name="Request cancellation")).to_have_count(0)
    asset = page.url.rpartition("/")[2]
    done(shop.api.post(f"/assets/{asset}/cancel?wait=10", {"reason": "agreed"}))
    page.reload()
    expect(cancellation).to_contain_text("€469.75 are credited")
    page.goto("/storefront/invoices")
    expect(page.get_by_role("row").nth(1)).to_contain_text("credit")


def test_d30_a_request_without_a_reason_is_not_sent(shop: Shop) -> None:
    asset = own(shop)
    with signed_in(shop, shop.customer) as customer:
        asked = customer.get(asset_page(asset) + "/cancel").text
        slip = re.search(r'name="slip" value="([^"]+)"', asked)
        assert slip
        sent = {"slip": slip[1], "reason": "no"}
        refused = customer.post(asset_page(asset) + "/cancel", data=sent)
    assert refused.status_code == 422
    assert "Say why, in 3 to 500 characters." in refused.text
    assert done(shop.api.get(f"/assets/{asset}"))["cancellation"] is None


def test_d30_one_request_is_enough(shop: Shop) -> None:
    asset = requested(shop)
    before = done(shop.api.get(f"/assets/{asset}"))["version"]
    with signed_in(shop, shop.customer) as customer:
        customer.get(asset_page(asset))
        page = customer.get(asset_page(asset)).text
    assert "/cancel" not in page
    assert done(shop.api.get(f"/assets/{asset}"))["version"] == before


def test_d6_a_licence_in_flight_tells_by_itself_when_it_has_arrived(
    shop: Shop, visit: Visit
) -> None:
    """D6."""
    order = quoted(shop.api, shop.ids["contoso"], OFFICE)
    executed = done(shop.api.post(f"/orders/{order}/execute"))
    asset = executed["items"][0]["id"]
    of_asset = visit(asset_page(asset), shop.customer)
    of_order = visit(f"/storefront/orders/{order}", shop.customer)
    for page in (of_asset, of_order):
        expect(page.get_by_text("in progress")).to_be_visible()
    list(shop.api.app.provisioning.provision([UUID(asset)], channel="worker", patience=10))
    expect(of_asset.get_by_text("synchronized")).to_be_visible()
    expect(of_order.get_by_text("synchronized")).to_be_visible()
    expect(of_order.get_by_text("Provisioning has ended.")).to_be_visible()


def test_s11_a_failed_licence_says_that_nothing_is_charged(shop: Shop, visit: Visit) -> None:
    page = visit(asset_page(shop.ids["failed"]), shop.customer)
    expect(page.get_by_text("Microsoft did not provide this licence.")).to_be_visible()
    expect(page.get_by_text("Nothing is charged.")).to_be_visible()
    expect(page.get_by_role("button", name="Look at Microsoft again")).to_have_count(0)
