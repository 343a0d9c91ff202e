"""An asset as it was, and step by step (B5, B6, B11, D34)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from entrypoints.principals import local_operator
from tests.browser import assets_in_states as states
from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, Shop
from tests.entrypoints.http.served import done
from tests.entrypoints.http.shop import OFFICE


def renamed(shop: Shop) -> str:
    asset = states.synchronized(shop)
    done(shop.api.patch(f"/assets/{asset}", {"name": "Second name"}, reason="it moved"))
    done(shop.api.patch(f"/assets/{asset}", {"name": "Third name"}))
    return asset


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_the_slider_shows_the_asset_as_it_was_and_who_changed_it(
    shop: Shop, visit: Visit, javascript: bool
) -> None:
    """B5 B11."""
    asset = renamed(shop)
    last = states.shown(shop, asset)["version"]
    page = visit(f"/bss/assets/{asset}", AUDITOR, javascript=javascript)
    page.get_by_role("link", name="Travel through its history").click()
    expect(page.get_by_text("As it is now.")).to_be_visible()
    page.get_by_label("Step, from 1 to").fill(str(last - 1))
    if not javascript:
        page.get_by_role("button", name="Show").click()
    expect(page.get_by_text(f"As it was after step {last - 1} of {last}")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(f"Step {last - 1} of {last}: renamed")
    changed = page.get_by_role("table", name="What it changed")
    expect(changed.get_by_role("row", name=re.compile("Name.*Second name"))).to_be_visible()
    expect(page.get_by_text("it moved")).to_be_visible()
    expect(page.locator(".changed")).to_have_count(1)
    expect(page.locator(".changed")).to_contain_text("Second name")
    expect(page.get_by_text(local_operator().actor).first).to_be_visible()
    page.get_by_role("link", name="Back to now").click()
    expect(page.get_by_text("As it is now.")).to_be_visible()


def test_the_slider_keeps_its_focus(shop: Shop, visit: Visit) -> None:
    """B5: keyboard alone is enough."""
    asset = renamed(shop)
    page = visit(f"/bss/assets/{asset}/history")
    slider = page.get_by_label("Step, from 1 to")
    slider.focus()
    slider.press("Home")
    expect(page.get_by_role("heading", name="Step 1: created")).to_be_visible()
    expect(slider).to_be_focused()


def test_a_moment_shows_the_asset_as_it_was_then(shop: Shop, visit: Visit) -> None:
    """B5 D34."""
    asset = renamed(shop)
    story = done(shop.api.get(f"/assets/{asset}/history"))["items"]
    page = visit(f"/bss/assets/{asset}?at={story[-2]['time']}")
    expect(page.get_by_text(f"As it was after step {len(story) - 1}")).to_be_visible()
    page.get_by_label("Or a moment, in UTC").fill("2020-01-01T00:00:00")
    page.get_by_role("button", name="Go there").click()
    expect(page.get_by_role("alert")).to_contain_text("at that time yet")
    expect(page.get_by_label("Or a moment, in UTC")).to_have_value(re.compile("2020-01-01"))
    page.goto(f"/bss/assets/{asset}/history?at=yesterday")
    expect(page.get_by_role("alert")).to_contain_text("is no time")


def test_each_look_at_the_history_is_recorded(shop: Shop, visit: Visit) -> None:
    """B11: the asset's own page reads none of it."""
    asset = states.synchronized(shop)
    end = shop.api.ledger_end()
    page = visit(f"/bss/assets/{asset}", AUDITOR)
    assert shop.api.ledger_end() == end
    page.goto(f"/bss/assets/{asset}/history")
    page.goto(f"/bss/assets/{asset}/debug")
    assert shop.api.ledger_end() == end + 2


def debugger(visit: Visit, asset: str) -> Page:
    return visit(f"/bss/assets/{asset}/debug", AUDITOR)


def test_a_failure_is_stepped_through_and_decided_again(shop: Shop, visit: Visit) -> None:
    """B6."""
    asset = states.refused(shop, OFFICE)
    page = debugger(visit, asset)
    expect(page.get_by_role("heading", name="Step 4 of 4: sync failed")).to_be_visible()
    expect(page.get_by_text("/checkout")).to_be_visible()
    expect(page.get_by_text("Risk check failed.").first).to_be_visible()
    expect(page.get_by_role("row", name="Next step check-out nothing")).to_be_visible()
    page.get_by_role("link", name="Decide again on the recorded answers").click()
    expect(page.get_by_text("Today’s code decides the same.")).to_be_visible()
    page.get_by_role("link", name="Step before").click()
    expect(page.get_by_role("heading", name="Step 3 of 4: cart opened")).to_be_visible()
    expect(page.get_by_text("Today’s code decides the same.")).to_be_visible()
    page.goto(f"/bss/assets/{asset}/debug?step=99")
    expect(page.get_by_text("There are steps 1 to 4.")).to_be_visible()


def test_a_recorded_answer_is_copied(shop: Shop, visit: Visit) -> None:
    """B6."""
    page = debugger(visit, states.refused(shop, OFFICE))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy Answer").last.click()
    expect(page.locator("[data-copied]")).to_have_count(1)
    assert "800069" in page.evaluate("navigator.clipboard.readText()")
