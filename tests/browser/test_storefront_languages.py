"""The storefront in the buyer's language (B17)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.atlas_storefront import asset_page
from tests.browser.conftest import Visit
from tests.browser.shop import Shop
from tests.browser.test_storefront_ordering import put_into_basket


@pytest.mark.parametrize("javascript", [True, False])
def test_b17_a_buyer_changes_the_language(shop: Shop, visit: Visit, javascript: bool) -> None:
    page = visit("/storefront/assets", shop.customer, javascript=javascript)
    page.get_by_text("Display").click()
    page.get_by_label("Deutsch").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lizenzbestand")
    expect(page.get_by_text("synchronisiert").first).to_be_visible()
    expect(page.get_by_text("469,75 €").first).to_be_visible()
    page.get_by_text("Anzeige").click()
    page.get_by_label("Ελληνικά").check()
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Άδειες χρήσης")
    expect(page.get_by_text("συγχρονισμένη").first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "el"


def test_b17_the_browser_s_language_is_spoken_to_whoever_chose_none(
    shop: Shop, visit: Visit
) -> None:
    page = visit("/storefront", shop.customer, locale="el-GR")
    expect(page.get_by_role("heading", level=1)).to_have_text("Προϊόντα")
    expect(page.get_by_text("Τιμή καταλόγου", exact=True).first).to_be_visible()
    german = visit(asset_page(shop.ids["failed"]), shop.customer, locale="de-AT")
    expect(german.get_by_text("Es wird nichts berechnet.")).to_be_visible()


def test_b17_a_price_s_reason_and_a_refusal_are_told_in_the_buyer_s_language(
    shop: Shop, visit: Visit
) -> None:
    """The application's own sentence stands beneath, in English."""
    page = visit("/storefront", shop.customer, locale="de-DE")
    page.goto("/storefront?search=Windows+Server+2022+Standard&qualification=Education")
    page.get_by_role("button", name="in den Warenkorb legen").first.click()
    expect(page.get_by_text("Preis für Contoso: Rechnungsadresse in Deutschland")).to_be_visible()
    page.get_by_role("button", name="Weiter zum Angebot").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Microsoft hat diesen Kunden für das Produkt nicht freigegeben")
    expect(alert.locator("[lang=en]")).to_contain_text("is for Education customers")


def test_d3_what_is_not_there_is_told_in_the_buyer_s_language(shop: Shop, visit: Visit) -> None:
    page = visit(asset_page(shop.ids["synchronized"]), shop.reseller, locale="el-GR")
    expect(page.get_by_role("heading", level=1)).to_have_text("Δεν υπάρχει κάτι εδώ")


def test_s77_a_description_says_in_which_language_it_is(shop: Shop, visit: Visit) -> None:
    """S77 S78 S79."""
    page = visit("/storefront?search=Project+Professional", shop.customer, locale="de-DE")
    page.get_by_role("article").first.get_by_role("link").click()
    expect(page.locator("main p[lang=en]")).to_contain_text("Project Professional 2024")
    expect(page.get_by_text("keine Beschreibung in Ihrer Sprache")).to_be_visible()


def test_the_basket_survives_a_change_of_language_and_belongs_to_one_buyer(
    shop: Shop, visit: Visit
) -> None:
    page = visit("/storefront", shop.customer)
    put_into_basket(page, shop)
    page.get_by_text("Display").click()
    page.get_by_label("Deutsch").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Office LTSC Standard 2024")
    page.request.post("/sign-in", form={"who": shop.reseller}, headers={"Origin": shop.address})
    page.goto("/storefront/basket")
    expect(page.get_by_text("Ihr Warenkorb ist leer.")).to_be_visible()
