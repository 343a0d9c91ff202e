"""Products in the browser: found, shown with their prices, explained, published."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.catalogue import products_of, synced_instance
from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, Shop
from tests.browser.signed_in import signed_in, slip_of
from tests.entrypoints.http.served import Json, done
from tests.entrypoints.http.shop import OFFICE, WINDOWS_EDUCATION


def address(shop: Shop, code: str = OFFICE) -> str:
    return f"/bss/products/{shop.ids['instance']}/{code}"


def shown(shop: Shop, code: str = OFFICE, **asked: str) -> Json:
    found: Json = done(shop.api.get(f"/products/{shop.ids['instance']}/{code}", **asked))
    return found


@pytest.mark.parametrize("search", [OFFICE, OFFICE.lower()])
def test_a_product_is_found_by_its_code_in_any_case(shop: Shop, visit: Visit, search: str) -> None:
    """S58."""
    page = visit(f"/bss/products?instance={shop.ids['instance']}")
    page.get_by_label("Name or code").fill(search)
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    expect(page.get_by_role("rowheader")).to_contain_text("(Commercial)")


def test_products_are_narrowed_by_qualification_and_the_address_keeps_it(
    shop: Shop, visit: Visit
) -> None:
    """S61, S65: a distinct set of products per qualification."""
    page = visit(f"/bss/products?instance={shop.ids['instance']}", javascript=False)
    page.get_by_label("Qualification").select_option("Education")
    page.get_by_label("Catalog status").select_option("new")
    page.get_by_role("button", name="Find").click()
    names = page.get_by_role("rowheader").all_inner_texts()
    assert len(names) > 20
    assert all("(Education)" in name for name in names)
    expect(page.get_by_label("Qualification")).to_have_value("Education")
    page.get_by_role("link", name="Clear").click()
    expect(page.get_by_label("Qualification")).to_have_value("")


def test_a_product_shows_its_prices_with_the_country_that_decided_each(
    shop: Shop, visit: Visit
) -> None:
    """S60, S66, S69, S71, D28."""
    page = visit(address(shop))
    product = shown(shop)
    expect(page.get_by_role("heading", level=1)).to_have_text(product["name"])
    lists = page.get_by_role("region", name="Price lists in EUR")
    sell = max(each["erp"] for each in product["market_prices"] if each["from_quantity"] == 1)
    winner = lists.get_by_role("row", name="Highest:").filter(has_text=sell)
    expect(winner).to_contain_text("sell")
    expect(lists.get_by_role("img", name="Germany: sell").first).to_be_visible()
    prices = page.get_by_role("region", name="Default prices by currency")
    expect(prices.get_by_role("row", name="ILS")).to_contain_text("exchange rate EUR-ILS-")


def test_a_product_is_hidden_from_buyers_and_published_again(shop: Shop, visit: Visit) -> None:
    """D23."""
    instance = synced_instance(shop)
    page = visit(f"/bss/products/{instance}/{OFFICE}")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").first).to_contain_text("Buyers see it from now on")
    page.get_by_role("button", name="Hide from buyers").click()
    expect(page.get_by_role("button", name="Publish")).to_be_visible()
    product = done(shop.api.get(f"/products/{instance}/{OFFICE}"))
    assert product["published"] is False


def test_a_publication_that_is_sent_twice_is_one_and_a_forged_one_is_none(shop: Shop) -> None:
    """D23."""
    instance = synced_instance(shop)
    page = f"/bss/products/{instance}/{OFFICE}"
    before = done(shop.api.get(f"/products/{instance}/{OFFICE}"))["version"]
    form = {"published": "true", "version": str(before)}
    with signed_in(shop) as client:
        given = form | {"slip": slip_of(client, page)}
        assert client.post(f"{page}/publication", data=form).status_code == 409
        assert [client.post(f"{page}/publication", data=given).status_code for _ in "12"] == [
            303,
            303,
        ]
    assert done(shop.api.get(f"/products/{instance}/{OFFICE}"))["version"] == before + 1


def test_all_products_of_an_instance_are_published_after_a_question(
    shop: Shop, visit: Visit
) -> None:
    """D23."""
    instance = synced_instance(shop)
    page = visit(f"/bss/products?instance={instance}", javascript=False)
    page.get_by_role("link", name="Publish all…").click()
    page.get_by_role("button", name="Publish all").click()
    expect(page.get_by_role("status").first).to_contain_text("products are now shown to buyers")
    assert all(each["published"] for each in products_of(shop, instance))
    page.get_by_role("link", name="Hide all…").click()
    page.get_by_role("link", name="Cancel").click()
    assert all(each["published"] for each in products_of(shop, instance))
    page.goto(f"/bss/instances/{instance}/publication")
    page.get_by_role("button", name="Publish all").click()
    expect(page.get_by_role("status").first).to_contain_text("All of them were shown")


def test_a_product_is_seen_as_it_was_in_an_earlier_version(shop: Shop, visit: Visit) -> None:
    """B5, D34."""
    page = visit(address(shop, WINDOWS_EDUCATION))
    latest = shown(shop, WINDOWS_EDUCATION)["version"]
    page.get_by_role("link", name="Version before").click()
    expect(page.get_by_role("status")).to_contain_text(f"As it was in version {latest - 1}")
    expect(page.get_by_role("button", name="Hide from buyers")).to_have_count(0)
    page.get_by_role("link", name="See it as it is now").click()
    expect(page.get_by_text(f"Version {latest} of {latest}")).to_be_visible()


def test_an_auditor_reads_products_and_changes_none_and_a_customer_sees_no_cost(
    shop: Shop, visit: Visit
) -> None:
    """D15."""
    page = visit(address(shop), AUDITOR)
    expect(page.get_by_role("heading", name="Default prices")).to_be_visible()
    expect(page.get_by_role("button", name="Hide from buyers")).to_have_count(0)
    with signed_in(shop, shop.customer) as client:
        for path in ("/bss/products", address(shop), f"{address(shop)}/explain"):
            assert client.get(path).status_code == 403


def test_a_product_that_is_none_is_not_found(shop: Shop) -> None:
    """S35."""
    with signed_in(shop) as client:
        missing = client.get(address(shop, "DG7GMGF0DXXX:0001:SEG0001"))
    assert missing.status_code == 404
    assert "There is no product DG7GMGF0DXXX:0001:SEG0001" in missing.text
