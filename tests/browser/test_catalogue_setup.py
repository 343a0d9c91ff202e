"""Setup in the browser: the organisation, and what Get Services Definition created."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, Shop
from tests.browser.signed_in import signed_in


def test_the_product_type_has_its_two_properties_with_their_values(
    shop: Shop, visit: Visit
) -> None:
    """S52, S53, S54, S55, S56, S57, S58, S67."""
    page = visit("/bss/setup")
    expect(
        page.get_by_role("heading", name="Product type Microsoft Perpetual Licenses")
    ).to_be_visible()
    skus = page.get_by_role("region", name="Property Perpetual License SKU", exact=True)
    expect(skus.get_by_role("rowheader").first).to_contain_text("(Commercial)")
    expect(skus.get_by_role("rowheader").first).to_contain_text(":SEG0001")
    kinds = page.get_by_role("region", name="Property Qualification", exact=True)
    expect(kinds.get_by_role("rowheader")).to_have_count(4)
    expect(page.get_by_text("one-off")).to_be_visible()


def test_the_four_custom_fields_and_the_unit_are_viewed(shop: Shop, visit: Visit) -> None:
    """S84, S85, S86, S87, S88, S89."""
    page = visit("/bss/setup", AUDITOR, javascript=False)
    fields = page.get_by_role("region", name="Custom fields of assets")
    expect(fields.get_by_role("rowheader")).to_have_text(
        ["Perpetual Order ID", "Perpetual Order ID Alias", "Perpetual ID", "Catalog ID"]
    )
    units = page.get_by_role("region", name="Units", exact=True)
    expect(units.get_by_role("row").last).to_contain_text("Licenses")
    expect(units.get_by_role("row").last).to_contain_text("Recurring Charge")
    expect(page.get_by_role("link", name="Edit the organisation")).to_have_count(0)


def test_the_organisation_enables_a_currency_and_keeps_those_in_use(
    shop: Shop, visit: Visit
) -> None:
    """S46."""
    page = visit("/bss/setup")
    page.get_by_role("link", name="Edit the organisation").click()
    page.get_by_label("Enabled currencies").fill("EUR, XYZ")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("'XYZ' is not an ISO 4217 currency")).to_be_visible()
    expect(page.get_by_label("Enabled currencies")).to_have_value("EUR, XYZ")

    page.get_by_label("Enabled currencies").fill("USD")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("so it stays enabled")

    page.get_by_label("Enabled currencies").fill("EUR ILS USD GBP")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("EUR, ILS, USD, GBP")).to_be_visible()


def test_only_an_operator_edits_the_organisation(shop: Shop) -> None:
    """S46."""
    with signed_in(shop, AUDITOR) as client:
        assert client.get("/bss/setup/organisation").status_code == 403
    with signed_in(shop, shop.customer) as client:
        assert client.get("/bss/setup").status_code == 403
