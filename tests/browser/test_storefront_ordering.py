"""From the list price to the asset, as a reseller and as a customer."""

from __future__ import annotations

from re import compile as pattern

from playwright.sync_api import Page, expect

from tests.browser.atlas_storefront import product_page
from tests.browser.conftest import Visit
from tests.browser.shop import Shop
from tests.browser.test_every_page import violations
from tests.entrypoints.http.served import done
from tests.entrypoints.http.shop import CONTOSO_TENANT, OFFICE, WINDOWS_EDUCATION, opened, quoted

PROJECT = "DG7GMGF0PN3Z:0003:SEG0001"
"""Dearer in Greece, whose price is the list price, than in Germany."""
LISTED, IN_GERMANY = "€1,171.55", "€1,158.20"
IN_PAIRS = "DG7GMGF0DWM3:0002:SEG0001"
"""Nobody buys a single licence of it."""


def put_into_basket(page: Page, shop: Shop, code: str = OFFICE, quantity: str = "1") -> None:
    page.goto(product_page(shop, code))
    page.get_by_label("Quantity").fill(quantity)
    page.get_by_role("button", name="Into the basket").click()
    expect(page.get_by_role("heading", name="Basket", level=1)).to_be_visible()


def order(page: Page) -> None:
    page.get_by_role("button", name="Continue to the quote").click()
    page.get_by_role("button", name="Order and pay").click()
    expect(page.get_by_text("Your order was placed")).to_be_visible()


def test_s39_s74_s75_s76_a_reseller_sees_the_list_price_become_its_customer_s_and_orders(
    shop: Shop, visit: Visit
) -> None:
    """S3 S5 S39 S74 S75 S76 D2 D15 D19."""
    page = visit("/storefront?search=Project+Professional", shop.reseller)
    card = page.get_by_role("article").filter(has_text="Commercial")
    expect(card).to_contain_text(LISTED)
    expect(card).to_contain_text("per licence, one time, net of tax")
    card.get_by_role("button", name="Put").click()

    line = page.get_by_role("row").filter(has_text="Project Professional 2024")
    expect(line).to_contain_text("list price, indicative")
    page.get_by_label("End customer").select_option("Nordlicht, Germany")
    expect(line.get_by_role("deletion")).to_contain_text(LISTED)
    expect(line.get_by_role("insertion")).to_contain_text(IN_GERMANY)
    expect(line).to_contain_text("billing address in Germany, Microsoft’s price list there in EUR")
    page.get_by_label("Quantity of").fill("3")
    page.get_by_label("Your reference").fill("PO-4711")
    expect(page.get_by_text("Total, net of tax")).to_contain_text("€3,474.60")

    page.get_by_role("button", name="Continue to the quote").click()
    expect(page.get_by_role("heading", name="Check and order")).to_be_visible()
    for told in ("Nordlicht", "Reseller", "PO-4711", "€3,474.60", "Quote valid until"):
        expect(page.locator("main")).to_contain_text(told)
    page.get_by_role("button", name="Order and pay").click()

    expect(page.get_by_text("Your order was placed")).to_be_visible()
    licence = page.get_by_role("row").filter(has_text="Project Professional 2024").last
    expect(licence).to_contain_text("synchronized")
    licence.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Project Professional 2024 (Commercial)"
    )
    expect(page.locator("main")).to_contain_text("€3,474.60")
    page.goto("/storefront/basket")
    expect(page.get_by_text("Your basket is empty")).to_be_visible()


def test_s3_s5_a_customer_orders_for_itself_and_finds_its_asset_and_its_charge(
    shop: Shop, visit: Visit
) -> None:
    """S3 S5 S23 S88 B16."""
    page = visit(product_page(shop, PROJECT), shop.customer)
    expect(page.get_by_role("deletion")).to_contain_text(LISTED)
    expect(page.get_by_role("insertion")).to_contain_text(IN_GERMANY)
    put_into_basket(page, shop, PROJECT, "2")
    expect(page.get_by_text("Total, net of tax")).to_contain_text("€2,316.40")
    order(page)
    page.goto("/storefront/assets")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Project Professional 2024")
    page.goto("/storefront/invoices")
    charge = page.get_by_role("row").nth(1)
    expect(charge).to_contain_text("Project Professional 2024")
    expect(charge).to_contain_text("€2,316.40")


def test_d19_a_converted_price_says_that_it_was_converted(shop: Shop, visit: Visit) -> None:
    """S72 S75 D19."""
    opened(
        shop.api,
        name="Tel Aviv Branch",
        currency="ILS",
        tenant_id=CONTOSO_TENANT,
        instance_id=shop.ids["instance"],
        reseller_id=shop.ids["reseller"],
    )
    page = visit("/storefront", shop.reseller)
    put_into_basket(page, shop)
    page.get_by_label("End customer").select_option("Tel Aviv Branch, Germany")
    line = page.get_by_role("row").filter(has_text="Office LTSC Standard 2024")
    expect(line).to_contain_text("converted to ILS at the distributor’s exchange rate")
    expect(line).to_contain_text("₪")


def test_b17_the_whole_order_works_without_javascript(shop: Shop, visit: Visit) -> None:
    """Craft."""
    page = visit("/storefront", shop.reseller, javascript=False)
    put_into_basket(page, shop)
    page.get_by_label("End customer").select_option("Nordlicht, Germany")
    page.get_by_role("button", name="Update prices").click()
    expect(page.get_by_role("insertion")).to_contain_text("€469.75")
    page.get_by_label("Quantity of").fill("2")
    order(page)
    expect(page.locator("main")).to_contain_text("€939.50")


def test_d2_the_same_confirmation_sent_twice_makes_one_order(shop: Shop, visit: Visit) -> None:
    """D2 D4."""
    page = visit("/storefront", shop.customer)
    put_into_basket(page, shop)
    page.get_by_role("button", name="Continue to the quote").click()
    confirm = page.locator("form", has_text="Order and pay")
    sent: dict[str, str | float | bool] = {
        name: confirm.locator(f"input[name={name}]").input_value() for name in ("slip", "version")
    }
    address = confirm.get_attribute("action") or ""
    lines = len(shop.api.simulator.order_lines())
    first, second = (
        page.request.post(address, form=sent, headers={"Origin": shop.address}) for _ in range(2)
    )
    assert first.ok
    assert second.ok
    assert len(shop.api.simulator.order_lines()) == lines + 1
    identity = address.split("/")[-2]
    assert len(done(shop.api.get(f"/orders/{identity}"))["asset_ids"]) == 1


def test_a_forged_form_orders_nothing(shop: Shop, visit: Visit) -> None:
    page = visit("/storefront", shop.customer)
    put_into_basket(page, shop)
    page.get_by_role("button", name="Continue to the quote").click()
    address = page.locator("form", has_text="Order and pay").get_attribute("action") or ""
    own = {"Origin": shop.address}
    forgeries: tuple[dict[str, str | float | bool], ...] = ({}, {"slip": "forged"})
    for slip in forgeries:
        refused = page.request.post(address, form={"version": "2", **slip}, headers=own)
        assert refused.status == 409
        assert "was not given to you" in refused.text()
    assert done(shop.api.get(f"/orders/{address.split('/')[-2]}"))["status"] == "quoted"


def test_d26_who_is_not_vetted_is_told_so_and_the_basket_stays(shop: Shop, visit: Visit) -> None:
    """S61 S63 D26."""
    page = visit(product_page(shop, WINDOWS_EDUCATION), shop.customer)
    expect(page.locator("main")).to_contain_text("Only for Education customers")
    put_into_basket(page, shop, WINDOWS_EDUCATION)
    page.get_by_label("Your reference").fill("PO-9")
    page.get_by_role("button", name="Continue to the quote").click()
    expect(page.get_by_role("alert")).to_contain_text("Microsoft has not approved this customer")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Windows Server 2022")
    expect(page.get_by_label("Your reference")).to_have_value("PO-9")


def test_d27_what_cannot_be_ordered_says_why_beside_its_line(shop: Shop, visit: Visit) -> None:
    """D26 D27."""
    sold_in = {
        each["code"]: each["countries"]
        for each in done(shop.api.get("/storefront/products", limit=500, acting_as=shop.reseller))[
            "items"
        ]
    }
    german = next(code for code, countries in sold_in.items() if countries == ["DE"])
    opened(
        shop.api,
        name="Athens Branch",
        address={"country": "GR"},
        tenant_id=CONTOSO_TENANT,
        instance_id=shop.ids["instance"],
        reseller_id=shop.ids["reseller"],
    )
    page = visit("/storefront", shop.reseller)
    put_into_basket(page, shop, german, "8")
    page.get_by_label("End customer").select_option("Athens Branch, Greece")
    line = page.get_by_role("row").nth(1)
    expect(line).to_contain_text("Not available in the customer’s country")
    expect(page.get_by_role("button", name="Continue to the quote")).to_be_disabled()
    page.goto(product_page(shop, german))
    expect(page.locator("main")).to_contain_text("Not available in Greece.")
    page.goto("/storefront/basket")
    page.get_by_role("button", name=pattern("^Remove")).click()
    expect(page.get_by_text("Your basket is empty")).to_be_visible()


def test_d26_the_smallest_order_is_told_and_a_smaller_one_refused(shop: Shop, visit: Visit) -> None:
    page = visit(product_page(shop, IN_PAIRS), shop.customer)
    expect(page.get_by_text("at least")).to_be_visible()
    page.get_by_role("button", name="Into the basket").click()
    expect(page.get_by_role("button", name="Continue to the quote")).to_be_enabled()
    page.get_by_label("Quantity of").fill("1")
    page.get_by_role("button", name="Update prices").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("This quantity cannot be ordered")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Order between")


def test_a_quantity_that_is_none_is_told_beside_it_and_kept_as_typed(
    shop: Shop, visit: Visit
) -> None:
    page = visit("/storefront", shop.customer, javascript=False)
    put_into_basket(page, shop)
    page.get_by_label("Quantity of").fill("0")
    page.get_by_role("button", name="Continue to the quote").click()
    expect(page.get_by_label("Quantity of")).to_have_value("0")
    expect(page.get_by_text("Write a whole number of licences")).to_be_visible()


def test_the_basket_is_accessible_with_prices_and_refusals(shop: Shop, visit: Visit) -> None:
    page = visit("/storefront", shop.reseller)
    put_into_basket(page, shop)
    put_into_basket(page, shop, IN_PAIRS, "2")
    assert violations(page) == ""
    page.get_by_label("End customer").select_option("Nordlicht, Germany")
    expect(page.get_by_role("insertion").first).to_be_visible()
    page.get_by_label("Quantity of").first.fill("999999")
    page.get_by_role("button", name="Update prices").click()
    expect(page.get_by_text("This quantity cannot be ordered")).to_be_visible()
    assert violations(page) == ""
    for width in (320, 820):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_d2_who_will_use_an_order_that_another_pays_sees_it_and_cannot_place_it(
    shop: Shop, visit: Visit
) -> None:
    order = quoted(shop.api, shop.ids["university"], ordered_by=shop.ids["reseller"])
    page = visit(f"/storefront/orders/{order}", f"customer:{shop.ids['university']}")
    expect(page.locator("main")).to_contain_text("placed by whoever pays it: Reseller.")
    expect(page.get_by_role("button", name="Order and pay")).to_have_count(0)
    page = visit(f"/storefront/orders/{order}", shop.reseller)
    expect(page.get_by_role("button", name="Order and pay")).to_be_visible()


def test_the_focus_stays_where_it_was_when_the_prices_follow(shop: Shop, visit: Visit) -> None:
    page = visit("/storefront", shop.customer)
    put_into_basket(page, shop)
    with page.expect_response("**/storefront/basket"):
        page.get_by_label(pattern("^Quantity of")).fill("3")
        page.keyboard.press("Tab")
    expect(page.get_by_role("status").filter(has_text="Total")).to_contain_text("€1,409.25")
    expect(page.get_by_role("button", name=pattern("^Remove"))).to_be_focused()
