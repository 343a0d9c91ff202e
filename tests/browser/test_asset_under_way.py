"""An asset that changes while somebody looks at it (D6, D14, S22)."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser import assets_in_states as states
from tests.browser.conftest import Visit
from tests.browser.shop import OPERATOR, Shop
from tests.browser.visiting import visiting
from tests.entrypoints.http.served import done


def test_a_purchase_under_way_is_followed_without_reloading(shop: Shop, visit: Visit) -> None:
    """D6: it is announced politely, and then nobody asks any more."""
    asset = states.pending(shop)
    page = visit(f"/bss/assets/{asset}")
    expect(page.get_by_text("Provisioning is in progress.")).to_be_visible()
    page.evaluate("document.title = 'the same page'")
    expect(page.locator("[aria-live=polite] #standing")).to_have_count(1)
    done(shop.api.post(f"/assets/{asset}/refresh"))
    expect(page.locator("#licence").get_by_text("issued")).to_be_visible()
    expect(page.get_by_text("Provisioning is in progress.")).to_have_count(0)
    expect(page.get_by_role("link", name="Cancel…")).to_be_visible()
    expect(page.locator("#standing")).not_to_have_attribute("hx-trigger", re.compile("."))
    assert page.title() == "the same page"


def test_while_the_server_is_away_the_page_stays_and_asks_again(
    shop: Shop, browser: Browser
) -> None:
    """D6."""
    asset = states.pending(shop)
    with visiting(browser, shop, OPERATOR) as page:
        page.route("**/standing?*", lambda route: route.fulfill(status=503, body="away"))
        page.goto(f"/bss/assets/{asset}")
        with page.expect_response("**/standing?*"):
            pass
        expect(page.get_by_text("Provisioning is in progress.")).to_be_visible()
        page.unroute("**/standing?*")
        done(shop.api.post(f"/assets/{asset}/refresh"))
        expect(page.locator("#licence").get_by_text("issued")).to_be_visible()


def test_who_was_signed_out_meanwhile_is_led_to_the_start(shop: Shop, visit: Visit) -> None:
    """D6."""
    page = visit(f"/bss/assets/{states.pending(shop)}")
    page.context.clear_cookies()
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()


def test_without_javascript_refresh_takes_a_purchase_further(shop: Shop, visit: Visit) -> None:
    """D6 S22."""
    asset = states.pending(shop)
    page = visit(f"/bss/assets/{asset}", javascript=False)
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_text("Microsoft has issued the perpetual id")).to_be_visible()
    expect(page.locator("#licence").get_by_text("issued")).to_be_visible()


def test_refresh_finds_the_missing_perpetual_id(shop: Shop, visit: Visit) -> None:
    """S22 D14."""
    asset = states.without_perpetual_id(shop, seconds=0.2)
    page = visit(f"/bss/assets/{asset}")
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_text("Microsoft has issued the perpetual id: it is stored")).to_be_visible()
