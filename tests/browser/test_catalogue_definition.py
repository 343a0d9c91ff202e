"""Get Services Definition in the browser: settings, preview, confirmation, progress, run log."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.catalogue import (
    previewed,
    products_of,
    run_states,
    synced_instance,
    withdraw_half,
)
from tests.browser.conftest import Visit
from tests.browser.shop import Shop
from tests.entrypoints.http.shop import OFFICE, new_instance

PREVIEW = "Preview Get Services Definition"
WOULD = "What Get Services Definition would do"
CONFIRM = "Confirm and run"


@pytest.fixture
def microsoft_changes(shop: Shop) -> Iterator[None]:
    """Whatever a test withdraws is sold again after it."""
    yield
    shop.api.simulator.bring_back()


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=30_000)


def test_a_preview_that_is_confirmed_creates_the_products(shop: Shop, visit: Visit) -> None:
    """S34, S35, S50, S51, B8."""
    instance = new_instance(shop.api, name="Confirmed")
    page = visit(f"/bss/instances/{instance}")
    page.get_by_role("button", name=PREVIEW).click()
    heading(page, WOULD)
    assert products_of(shop, instance) == []
    expect(page.get_by_text("Microsoft Perpetual Licenses")).to_be_visible()
    expect(page.get_by_role("rowheader").first).to_contain_text("SEG000")

    page.get_by_role("button", name=CONFIRM).click()
    heading(page, "How it went")
    expect(page.get_by_text("applied", exact=True)).to_be_visible()
    page.get_by_role("link", name="Run log").click()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row").last).to_contain_text("operator:maria")

    page.goto(f"/bss/products?instance={instance}&search={OFFICE}")
    expect(page.get_by_role("rowheader")).to_have_count(1)
    expect(page.get_by_role("row").last).to_contain_text("new")
    assert len(products_of(shop, instance)) > 100


@pytest.mark.usefixtures("microsoft_changes")
def test_a_world_that_changed_since_the_preview_leads_to_a_new_preview(
    shop: Shop, visit: Visit
) -> None:
    """D22."""
    instance = new_instance(shop.api)
    page = visit(previewed(shop, instance))
    shop.api.simulator.withdraw(*OFFICE.split(":")[:2])
    page.get_by_role("button", name=CONFIRM).click()
    expect(page.get_by_role("alert")).to_contain_text(
        "The world changed since you confirmed, so nothing was done", timeout=30_000
    )
    assert run_states(shop, instance) == ["failed"]
    assert products_of(shop, instance) == []

    page.get_by_role("button", name=CONFIRM).click()
    heading(page, "How it went")
    assert run_states(shop, instance) == ["applied", "failed"]
    assert OFFICE not in {each["code"] for each in products_of(shop, instance)}


@pytest.mark.usefixtures("microsoft_changes")
def test_a_mass_discontinuation_needs_a_tick_of_its_own(shop: Shop, visit: Visit) -> None:
    """D23."""
    instance = synced_instance(shop)
    withdraw_half(shop, instance)
    page = visit(previewed(shop, instance))
    expect(page.get_by_text("would be discontinued, more than a fifth")).to_be_visible()
    page.get_by_role("button", name=CONFIRM).click()
    expect(page.get_by_role("alert")).to_contain_text("would discontinue")
    assert run_states(shop, instance) == ["applied"]

    page.get_by_label("Microsoft really ended them").check()
    page.get_by_role("button", name=CONFIRM).click()
    heading(page, "How it went")
    expect(page.get_by_text("Mass discontinuation").locator("..")).to_contain_text("allowed")
    page.goto(f"/bss/products?instance={instance}&status=discontinued")
    expect(page.get_by_text("discontinued", exact=True).nth(1)).to_be_visible()


def test_the_changes_of_a_preview_can_be_narrowed_to_a_status_and_turned(
    shop: Shop, visit: Visit
) -> None:
    """S51, B8."""
    page = visit(previewed(shop, new_instance(shop.api)))
    expect(page.get_by_role("row", name="SEG000")).to_have_count(50)
    first = page.get_by_role("rowheader").first.inner_text()
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("rowheader").first).not_to_have_text(first)
    page.get_by_role("link", name="Updated 0").click()
    expect(page.get_by_text("None of these.")).to_be_visible()


def test_the_progress_is_live_while_microsoft_is_slow(shop: Shop, visit: Visit) -> None:
    """S51: country by country."""
    page = visit(f"/bss/instances/{new_instance(shop.api)}")
    shop.api.simulator.fault("slow", method="GET", path="*/products*", count=2, seconds=2.0)
    page.get_by_role("button", name=PREVIEW).click()
    expect(page.get_by_role("progressbar", name="How far it is")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Asking for", timeout=30_000)
    heading(page, WOULD)


def test_without_javascript_somebody_looks_again_until_it_is_there(
    shop: Shop, visit: Visit
) -> None:
    """S50, S51."""
    instance = new_instance(shop.api)
    page = visit(f"/bss/instances/{instance}", javascript=False)
    page.get_by_role("button", name=PREVIEW).click()
    _look_again_until(page, WOULD)
    page.get_by_role("button", name=CONFIRM).click()
    _look_again_until(page, "How it went")
    assert run_states(shop, instance) == ["applied"]


def _look_again_until(page: Page, name: str) -> None:
    there = page.get_by_role("heading", name=name)
    again = page.get_by_role("link", name="Look again")
    expect(there.or_(again)).to_be_visible()
    while not there.count():
        with page.expect_navigation():
            again.click()
