"""A licence that Microsoft holds already is linked, or dismissed, never bought again (S32, D16)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assets_in_states as states
from tests.browser.conftest import Visit
from tests.browser.shop import Shop
from tests.entrypoints.http.served import done


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_licence_that_microsoft_shows_is_linked_and_nothing_is_bought(
    shop: Shop, visit: Visit, javascript: bool
) -> None:
    """S32 D8 D16."""
    asset = states.refused(shop, states.RIGHTS_DEVICE)
    order = states.bought_elsewhere(shop, states.RIGHTS_DEVICE)
    lines = len(shop.api.simulator.order_lines())
    page = visit(f"/bss/assets/{asset}", javascript=javascript)
    page.get_by_role("link", name="Link a licence").click()
    candidate = page.get_by_role("form", name=re.compile("^Order"))
    expect(candidate.get_by_text(order)).to_be_visible()
    candidate.get_by_label("Reason").fill("the portal names this customer")
    candidate.get_by_role("button", name="link it").click()
    expect(page.get_by_text("nothing was bought")).to_be_visible()
    expect(page.locator("#licence").get_by_text(order)).to_be_visible()
    assert states.shown(shop, asset)["sync_status"] == "synchronized"
    assert states.last_event(shop, asset)["reason"] == "the portal names this customer"
    assert len(shop.api.simulator.order_lines()) == lines


def test_a_licence_is_linked_by_what_somebody_typed_and_a_wrong_one_is_told(
    shop: Shop, visit: Visit
) -> None:
    """S32 D8."""
    asset = states.refused(shop, states.RIGHTS_DEVICE)
    page = visit(f"/bss/assets/{asset}/link")
    page.get_by_label("Microsoft’s order id").fill("there-is-none")
    page.get_by_label("Reason").last.fill("   ")
    page.get_by_role("button", name="Link it", exact=True).click()
    expect(page.get_by_text("Say why")).to_be_visible()
    page.get_by_label("Reason").last.fill("it is in the portal")
    page.get_by_role("button", name="Link it", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Microsoft’s order id")).to_have_value("there-is-none")
    order = states.bought_elsewhere(shop, states.RIGHTS_DEVICE)
    page.get_by_label("Microsoft’s order id").fill(order)
    page.get_by_role("button", name="Link it", exact=True).click()
    expect(page.locator("#licence").get_by_text(order)).to_be_visible()


def test_a_purchase_that_may_be_it_is_dismissed_before_anything_is_bought(
    shop: Shop, visit: Visit
) -> None:
    """D16: what was typed survives the dismissal."""
    asset = states.refused(shop, states.SQL_USER)
    order = states.bought_elsewhere(shop, states.SQL_USER)
    page = visit(f"/bss/assets/{asset}/edit")
    states.type_edits(page)
    expect(page.get_by_text(order)).to_be_visible()
    expect(page.get_by_role("button", name="Continue: buy it for")).to_have_count(0)
    candidate = page.get_by_role("form", name=re.compile("^Order"))
    candidate.get_by_label("Reason").fill("bought for the branch in Patras")
    candidate.get_by_role("button", name="It is not").click()
    expect(page.get_by_role("button", name="Continue: buy it for")).to_be_visible()
    assert states.last_event(shop, asset)["reason"] == "bought for the branch in Patras"
    page.get_by_role("button", name="Continue: buy it for").click()
    expect(page.get_by_role("heading", name="For the front desk")).to_be_visible()
    other = states.refused(shop, states.SQL_USER)
    done(shop.api.post(f"/assets/{other}/link", {"order": order, "reason": "it is this one's"}))
