"""The dashboard: what needs somebody first, and pausing and resuming all buying (B18, D33)."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.office import REASON, failed_asset, resumed, settled
from tests.browser.shop import AUDITOR, OPERATOR, Shop
from tests.entrypoints.http.served import done

_COUNTS = re.compile(r"\d+ synchronized, \d+ in progress, .*\d+ failed, \d+ canceled")


@pytest.fixture
def buying(shop: Shop) -> Shop:
    """A shop that buys, whatever tests did before."""
    resumed(shop)
    return shop


def test_b18_a_failed_asset_stands_first_and_leads_to_its_page(shop: Shop, visit: Visit) -> None:
    failed_asset(shop)
    page = visit("/bss")
    trouble = page.get_by_role("region", name="Needs somebody first")
    row = trouble.get_by_role("row").filter(has=page.get_by_text("failed", exact=True)).first
    expect(row).to_contain_text("Contoso")
    expect(row).to_contain_text("Risk")
    link = row.get_by_role("link")
    address = link.get_attribute("href") or ""
    link.click()
    expect(page).to_have_url(shop.address + address)
    assert done(shop.api.get(address.removeprefix("/bss")))["sync_status"] == "failed"


def test_b18_health_and_unprovisioned_value_are_told_in_numbers(shop: Shop, visit: Visit) -> None:
    failed_asset(shop)
    page = visit("/bss")
    health = page.get_by_role("region", name="Sync health")
    expect(health.get_by_role("img")).to_have_attribute("aria-label", _COUNTS)
    expect(health.get_by_role("list")).to_contain_text("failed")
    expect(health).to_contain_text("€")
    expect(page.get_by_role("region", name="Instances")).to_contain_text("applied")
    expect(page.get_by_role("region", name="Read models")).to_contain_text("have read every event")


def test_d33_buying_is_paused_with_a_reason_and_resumed_after_a_comparison(
    buying: Shop, visit: Visit
) -> None:
    page = visit("/bss")
    page.get_by_role("link", name="Pause buying").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pause buying?")
    _decide(page, "Pause buying", "Microsoft answers strangely")
    expect(page.get_by_role("status")).to_contain_text("Buying is paused")
    expect(page.get_by_role("region", name="Buying is paused")).to_contain_text("strangely")
    assert not done(buying.api.get("/buying"))["allowed"]

    page.get_by_role("link", name="Resume buying").click()
    _decide(page, "Resume buying", REASON)
    expect(page.get_by_role("alert")).to_contain_text("A clean reconciliation")
    expect(page.get_by_label("Reason")).to_have_value(REASON)

    settled(buying)
    page.get_by_role("button", name="Resume buying").click()
    expect(page.get_by_role("status")).to_contain_text("Licences are bought again")
    assert done(buying.api.get("/buying"))["allowed"]


def _decide(page: Page, button: str, reason: str) -> None:
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name=button).click()


def test_a_missing_reason_is_told_beside_its_field_and_nothing_is_paused(
    buying: Shop, visit: Visit
) -> None:
    page = visit("/bss/buying/pause", javascript=False)
    _decide(page, "Pause buying", "   ")
    expect(page.get_by_text("Say why: it stays in the history.")).to_be_visible()
    expect(page.get_by_label("Reason")).to_have_attribute("aria-invalid", "true")
    assert done(buying.api.get("/buying"))["allowed"]


def test_d3_an_auditor_sees_the_dashboard_and_may_not_pause(shop: Shop, visit: Visit) -> None:
    page = visit("/bss", AUDITOR)
    expect(page.get_by_role("heading", name="Sync health")).to_be_visible()
    expect(page.get_by_role("link", name="Pause buying")).to_have_count(0)
    page.goto("/bss/buying/pause")
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not do this")


@pytest.mark.parametrize("who", [AUDITOR, OPERATOR], ids=["auditor", "forged slip"])
def test_a_forged_form_pauses_nothing(who: str, buying: Shop) -> None:
    with httpx.Client(base_url=buying.address) as browser:
        browser.post("/sign-in", data={"who": who})
        answer = browser.post("/bss/buying/pause", data={"reason": REASON, "slip": "forged"})
    assert answer.status_code in {403, 409}
    assert done(buying.api.get("/buying"))["allowed"]


def test_d3_the_back_office_is_not_for_buyers(shop: Shop, visit: Visit) -> None:
    page = visit("/bss", shop.customer)
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not do this")
