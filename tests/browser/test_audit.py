"""An auditor walks from a pasted id to the stored bytes, and trusts nobody (S27, B3, B4, B11)."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, OPERATOR, Shop
from tests.entrypoints.http.shop import bought

NOT_HERE = "00000000-0000-4000-8000-000000000007"


def find(page: Page, what: str) -> None:
    page.get_by_label("Find anything").fill(what)
    page.get_by_role("button", name="Find").click()


def sentences(page: Page) -> list[str]:
    return page.locator(".story-said").all_inner_texts()


def test_everything_about_an_asset_is_found_from_any_of_its_ids(shop: Shop, visit: Visit) -> None:
    """S27 B11 D8: without JavaScript as well."""
    asset = bought(shop.api, shop.ids["contoso"])
    page = visit("/audit", AUDITOR, javascript=False)
    for known in (asset["id"], asset["perpetual_order_id"], asset["perpetual_id"]):
        find(page, known)
        expect(page).to_have_url(re.compile(f"/audit/things/{asset['id']}$"))
        page.go_back()
    find(page, asset["id"])
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Asset “{asset['name']}”")
    told = sentences(page)
    assert told[0].startswith("It was created by")
    assert told[-1] == "It got its licence by Perpetua itself over the API."
    expect(page.get_by_text("That you read this is recorded")).to_be_visible()


def test_what_nobody_knows_is_said_and_kept_in_the_box(shop: Shop, visit: Visit) -> None:
    page = visit("/audit", AUDITOR)
    find(page, NOT_HERE)
    expect(page.get_by_text(f"The ledger knows nothing called “{NOT_HERE}”.")).to_be_visible()
    expect(page.get_by_label("Find anything")).to_have_value(NOT_HERE)


def test_an_event_leads_to_its_causes_and_to_its_effects(shop: Shop, visit: Visit) -> None:
    """B11: from the order of a person to what Perpetua did because of it, and back."""
    asset = bought(shop.api, shop.ids["contoso"])
    page = visit(f"/audit/things/{asset['id']}", AUDITOR)
    page.get_by_role("link", name="It was created").click()
    expect(page.get_by_text("No earlier event")).to_be_visible()
    chain = page.get_by_role("region", name="From cause to effect")
    chain.get_by_role("link", name="was ordered at Microsoft").click()
    expect(page.get_by_role("heading", name="What led to it")).to_be_visible()
    page.get_by_role("region", name="From cause to effect").get_by_role(
        "link", name="was created"
    ).click()
    together = page.get_by_role("region", name="All that was done for the same request")
    expect(together.get_by_role("link", name="Order was executed")).to_be_visible()


def test_the_stored_text_is_shown_and_copied_as_it_is(shop: Shop, visit: Visit) -> None:
    """B4 B11."""
    asset = bought(shop.api, shop.ids["contoso"])
    page = visit(f"/audit/things/{asset['id']}", AUDITOR)
    page.get_by_role("link", name="It was created").click()
    page.get_by_role("link", name="As it is stored").click()
    position = page.url.split("/")[-2]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("[data-copied]")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    lines = shop.api.get("/audit/events").text.splitlines()
    (stored,) = (each for line in lines if (each := json.loads(line))["position"] == int(position))
    assert copied == stored["state"]
    expect(page.get_by_text(stored["hash"])).to_be_visible()


def test_the_history_is_narrowed_and_stays_narrow_from_page_to_page(
    shop: Shop, visit: Visit
) -> None:
    """B11: the filters live in the address; without JavaScript."""
    bought(shop.api, shop.ids["contoso"])
    page = visit("/audit", AUDITOR, javascript=False)
    page.get_by_text("Filters", exact=False).first.click()
    page.get_by_label("Kind of event").fill("product.listed")
    page.get_by_label("Order", exact=True).select_option("Oldest first")
    page.get_by_role("button", name="Apply").click()
    first = sentences(page)
    assert all("was listed" in each for each in first)
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_label("Kind of event")).to_have_value("product.listed")
    assert all("was listed" in each for each in sentences(page))
    assert "kind=product.listed" in page.url
    page.get_by_role("link", name="Clear").click()
    expect(page).to_have_url(re.compile("/audit$"))


def test_what_was_typed_stays_with_what_is_wrong_beside_it(shop: Shop, visit: Visit) -> None:
    page = visit("/audit?thing_id=nonsense&actor=operator%3Amaria", AUDITOR)
    wrong = page.get_by_label("Id of the thing")
    expect(wrong).to_have_value("nonsense")
    expect(wrong).to_have_accessible_description("This is no id: paste one as a page shows it.")
    expect(page.get_by_label("Who did it")).to_have_value("operator:maria")


def test_changes_say_from_what_to_what_and_why(shop: Shop, visit: Visit) -> None:
    asset = bought(shop.api, shop.ids["contoso"])
    shop.api.patch(f"/assets/{asset['id']}", {"name": "Front desk"}, reason="moved")
    page = visit(f"/audit?thing_id={asset['id']}", AUDITOR)
    newest = page.locator(".story > li").first
    expect(newest).to_contain_text("was renamed by")
    expect(newest).to_contain_text("because “moved”")
    expect(newest.locator("del")).to_have_text(asset["name"])
    expect(newest.locator("ins")).to_have_text("Front desk")
    expect(newest.get_by_role("link", name="as it was")).to_have_attribute(
        "href", re.compile(rf"^/bss/assets/{asset['id']}\?version=\d+$")
    )


def test_an_export_has_the_bytes_of_the_api(shop: Shop, visit: Visit) -> None:
    """B11: with the filters of the page."""
    asset = bought(shop.api, shop.ids["contoso"])["id"]
    page = visit(f"/audit?thing_id={asset}", AUDITOR)
    for name, written_as in (("JSON Lines", "jsonl"), ("CSV for spreadsheets", "csv")):
        with page.expect_download() as taken:
            page.get_by_role("link", name=name).click()
        asked = {"thing_id": asset, "format": written_as}
        assert taken.value.suggested_filename == f"history.{written_as}"
        expected = shop.api.get("/audit/history/export", **asked).content
        assert taken.value.path().read_bytes() == expected


def test_readings_are_recorded_and_shown(shop: Shop, visit: Visit) -> None:
    """B11."""
    page = visit("/audit?kind=order.executed", "auditor:iris")
    page.get_by_role("link", name="who read what", exact=True).click()
    row = page.get_by_role("row").filter(has_text="order.executed").first
    expect(row).to_contain_text("iris, auditor, in the browser")
    expect(row).to_contain_text("The history")
    row.get_by_role("link", name="iris").click()
    expect(page.get_by_label("Only what one person read")).to_have_value("auditor:iris")
    people = page.locator("tbody td[data-label=Who]").all_inner_texts()
    assert {each.split(",")[0] for each in people} == {"iris"}


def test_an_operator_signs_a_head_and_an_auditor_takes_it(shop: Shop, visit: Visit) -> None:
    """B4: a double click signs one."""
    page = visit("/audit/ledger", OPERATOR)
    page.get_by_role("button", name="Sign a head now").dblclick()
    expect(page.get_by_role("status")).to_contain_text("Signed:")
    page = visit("/audit/ledger", AUDITOR)
    expect(page.get_by_role("button", name="Sign a head now")).to_have_count(0)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the head").first.click()
    newest = shop.api.get("/audit/heads", limit="1").json()["items"][0]
    assert json.loads(taken.value.path().read_text()) == newest


def test_read_models_stand_where_the_ledger_stands(shop: Shop, visit: Visit) -> None:
    """B7."""
    page = visit("/audit/projections", "engineer:niko")
    row = page.get_by_role("row").filter(has_text="bss_assets")
    expect(row).to_contain_text("live")
    expect(row.locator("td[data-label='Behind, events']")).to_have_text("0")


def test_d3_a_customer_is_refused(shop: Shop, visit: Visit) -> None:
    page = visit("/audit", shop.customer)
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not do this")
    expect(page.get_by_text("Go on from the menu.")).to_be_visible()
    expect(page.get_by_role("link", name="History")).to_have_count(0)
