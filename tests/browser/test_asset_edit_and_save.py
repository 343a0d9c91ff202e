"""Edit and save as an operator does it: a failed asset asks first (S13–S15, S21, S22, S29–S31)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assets_in_states as states
from tests.browser.conftest import Visit
from tests.browser.shop import Shop
from tests.entrypoints.http.served import done
from tests.entrypoints.http.shop import OFFICE

FAILED = re.compile("Provisioning failed")


def page_of(asset: str) -> re.Pattern[str]:
    return re.compile(f"/bss/assets/{asset}$")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_failed_asset_is_saved_cancelled_then_continued_and_synchronized(
    shop: Shop, visit: Visit, javascript: bool
) -> None:
    """S13 S14 S28 S29 S30 S31 D9 D10."""
    asset = states.refused(shop, OFFICE)
    before, bought = states.shown(shop, asset), len(shop.api.simulator.order_lines())
    page = visit(f"/bss/assets/{asset}", javascript=javascript)
    expect(page.get_by_text(FAILED)).to_be_visible()
    page.get_by_role("link", name="Edit", exact=True).click()
    states.type_edits(page)
    expect(page.get_by_role("heading", name="Buy a new licence?")).to_be_visible()
    expect(page.get_by_text("Continuing buys a new licence at Microsoft")).to_be_visible()
    expect(page.get_by_text("For the front desk")).to_be_visible()
    page.get_by_role("button", name="Cancel: buy nothing").click()

    expect(page.get_by_text("nothing was bought, and nothing was changed")).to_be_visible()
    after = states.shown(shop, asset)
    assert {**after, "version": 0, "as_of": 0} == {**before, "version": 0, "as_of": 0}
    assert states.last_event(shop, asset)["kind"] == "asset.reprovision-declined.v1"
    assert len(shop.api.simulator.order_lines()) == bought

    page.get_by_role("link", name="Edit", exact=True).click()
    states.type_edits(page)
    page.get_by_label("Reason").fill("the customer paid again")
    page.get_by_role("button", name="Continue: buy it for").click()
    expect(page).to_have_url(page_of(asset))
    expect(page.get_by_text("A new licence was bought")).to_be_visible()
    expect(page.get_by_role("heading", name="For the front desk")).to_be_visible()
    expect(page.locator("#general").get_by_text("synchronized")).to_be_visible()
    expect(page.locator("#fields").get_by_text("4711")).to_be_visible()
    assert len(shop.api.simulator.order_lines()) == bought + 1


def test_a_question_answered_twice_buys_once(shop: Shop, visit: Visit) -> None:
    """D4 B1."""
    asset = states.refused(shop, OFFICE)
    bought = len(shop.api.simulator.order_lines())
    page = visit(f"/bss/assets/{asset}/edit")
    states.type_edits(page)
    expect(page.get_by_role("heading", name="Buy a new licence?")).to_be_visible()
    form = page.evaluate(
        "Object.fromEntries(new FormData(document.querySelector('form:has([name=token])')))"
    )
    for _ in range(2):
        answer = page.request.post(f"/bss/assets/{asset}/reprovision", form=form)
        assert answer.url.endswith(asset)
    found = states.shown(shop, asset)
    assert (found["sync_status"], found["name"]) == ("synchronized", "For the front desk")
    assert len(shop.api.simulator.order_lines()) == bought + 1


def test_the_saved_missing_perpetual_id_is_filled(shop: Shop, visit: Visit) -> None:
    """S21 S22 D9 D14."""
    asset = states.without_perpetual_id(shop, seconds=0.2)
    page = visit(f"/bss/assets/{asset}")
    expect(page.get_by_text("has not issued the perpetual id yet")).to_be_visible()
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(page.get_by_text("saving looks for it at Microsoft")).to_be_visible()
    states.type_edits(page)
    expect(page.get_by_text("Saved. Microsoft has issued the perpetual id")).to_be_visible()
    expect(page.locator("#licence").get_by_text("issued")).to_be_visible()
    assert states.shown(shop, asset)["perpetual_id"]
    assert states.shown(shop, asset)["name"] == "For the front desk"


def test_what_was_typed_stays_when_somebody_else_saved_meanwhile(shop: Shop, visit: Visit) -> None:
    """S9 D9: nothing is lost, and theirs is shown."""
    asset = states.synchronized(shop)
    page = visit(f"/bss/assets/{asset}/edit")
    done(shop.api.patch(f"/assets/{asset}", {"name": "Theirs"}))
    states.type_edits(page)
    expect(page.get_by_text("Somebody else saved this asset meanwhile")).to_be_visible()
    expect(page.get_by_role("alert").get_by_text("Theirs")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("For the front desk")
    expect(page.get_by_label("Its value")).to_have_value("4711")
    assert states.shown(shop, asset)["name"] == "Theirs"
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert states.shown(shop, asset)["name"] == "For the front desk"


def test_what_is_wrong_is_told_beside_its_field_and_kept(shop: Shop, visit: Visit) -> None:
    """D5 S19."""
    asset = states.synchronized(shop)
    before = states.shown(shop, asset)["version"]
    page = visit(f"/bss/assets/{asset}/edit")
    page.get_by_label("Name", exact=True).fill(" ")
    page.get_by_label("New field").fill("Perpetual ID")
    page.get_by_label("Its value").fill("mine")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("An asset needs a name.")).to_be_visible()
    expect(page.get_by_text("comes from Microsoft and cannot be edited.")).to_be_visible()
    expect(page.get_by_label("Its value")).to_have_value("mine")
    assert states.shown(shop, asset)["version"] == before
