"""Instances and their settings in the browser (S43–S49)."""

from __future__ import annotations

from http import HTTPStatus

from playwright.sync_api import expect

from tests.browser.catalogue import bare_instance, previewed
from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, Shop
from tests.browser.signed_in import signed_in
from tests.entrypoints.http.shop import new_instance, new_key

PREVIEW = "Preview Get Services Definition"


def test_nothing_is_previewed_before_currencies_were_chosen_and_the_page_says_where(
    shop: Shop, visit: Visit
) -> None:
    """S41, S45, S48, S49."""
    page = visit(f"/bss/instances/{bare_instance(shop)}")
    expect(page.get_by_text("Choose the Active Currencies first")).to_be_visible()
    page.get_by_role("button", name=PREVIEW).click()
    expect(page.get_by_role("alert")).to_contain_text("has no active currency", timeout=30_000)
    expect(page.get_by_role("alert")).to_contain_text("Choose the Active Currencies")

    page.get_by_role("link", name="Settings of Bare").click()
    expect(page.get_by_role("group", name="Active Currencies")).to_contain_text(
        "Choose them among the organisation's enabled currencies, before the first Get Services"
    )
    page.get_by_label("EUR", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("The settings are saved")
    page.get_by_role("button", name=PREVIEW).click()
    would = page.get_by_role("heading", name="What Get Services Definition would do")
    expect(would).to_be_visible(timeout=30_000)


def test_a_mistyped_setting_is_told_beside_its_field_and_nothing_typed_is_lost(
    shop: Shop, visit: Visit
) -> None:
    """S43, S44."""
    page = visit("/bss/instances/register")
    page.get_by_label("Name", exact=True).fill("Typed")
    page.get_by_label("Countries", exact=True).fill("DE, XX")
    page.get_by_label("Day of the monthly run").fill("soon")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_label("Countries", exact=True)).to_have_value("DE, XX")
    expect(page.get_by_text("'XX' is no ISO 3166 country code")).to_be_visible()
    expect(page.get_by_text("'soon' is no day of the month")).to_be_visible()
    expect(page.get_by_text("Give the id of the Partner Center tenant")).to_be_visible()

    page.get_by_label("Countries", exact=True).fill("DE, GR")
    page.get_by_label("Day of the monthly run").fill("")
    page.get_by_label("Partner Center tenant").fill(new_key())
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Typed")).to_be_visible()
    expect(page.get_by_label("Countries", exact=True)).to_have_value("DE, GR")


def test_settings_that_somebody_else_changed_meanwhile_are_not_overwritten(
    shop: Shop, visit: Visit
) -> None:
    """S44: who saves decided on what they saw."""
    instance = new_instance(shop.api, name="Shared")
    page = visit(f"/bss/instances/{instance}")
    shop.api.patch(f"/instances/{instance}", {"name": "Renamed"})
    page.get_by_label("Name", exact=True).fill("Mine")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("somebody changed it meanwhile")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Mine")


def test_who_may_not_run_it_sees_no_button_and_is_refused(shop: Shop, visit: Visit) -> None:
    """S51, B11: an auditor reads settings and runs, and changes nothing."""
    instance = shop.ids["instance"]
    page = visit(f"/bss/instances/{instance}", AUDITOR)
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    expect(page.get_by_role("button", name=PREVIEW)).to_have_count(0)
    with signed_in(shop, AUDITOR) as client:
        forged = client.post(f"/bss/instances/{instance}/definition", data={"slip": "forged"})
        assert forged.status_code == HTTPStatus.CONFLICT
        for path in (previewed(shop, instance), "/bss/instances/register"):
            assert client.get(path).status_code == HTTPStatus.FORBIDDEN
    with signed_in(shop, shop.customer) as client:
        assert client.get(f"/bss/instances/{instance}").status_code == HTTPStatus.FORBIDDEN
