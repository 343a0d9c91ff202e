"""Get Services Definition in the browser: settings, preview, confirmation, progress, run log."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Page, expect

from tests.browser.catalogue import (
    awaited,
    bare_instance,
    begun_preview,
    previewed,
    products_of,
    run_states,
    synced_instance,
    withdraw_half,
)
from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, Shop
from tests.browser.signed_in import signed_in, slip_of
from tests.entrypoints.http.shop import OFFICE, new_instance, new_key

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
    heading(page, WOULD)


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


def test_two_instances_run_at_the_same_time(shop: Shop) -> None:
    """S33, D22."""
    both = [new_instance(shop.api), new_instance(shop.api)]
    with signed_in(shop) as client:
        seen = [(each, awaited(client, begun_preview(client, each))) for each in both]
        confirmed = [
            client.post(
                str(shown.url.path),
                data={
                    "slip": slip_of(client, shown.url.path),
                    "confirmed": shown.text.split('name="confirmed" value="')[1].split('"')[0],
                },
            ).headers["Location"]
            for _, shown in seen
        ]
        ended = [awaited(client, address).headers["Location"] for address in confirmed]
    assert [run_states(shop, each) for each in both] == [["applied"], ["applied"]]
    assert [each in address for each, address in zip(both, ended, strict=True)] == [True, True]


def test_a_confirmation_that_is_sent_twice_runs_once(shop: Shop) -> None:
    """D22: a double click is one command."""
    instance = new_instance(shop.api)
    with signed_in(shop) as client:
        shown = awaited(client, begun_preview(client, instance))
        form = {
            "slip": slip_of(client, shown.url.path),
            "confirmed": shown.text.split('name="confirmed" value="')[1].split('"')[0],
        }
        first, second = (client.post(shown.url.path, data=form) for _ in range(2))
        assert first.headers["Location"] == second.headers["Location"]
        ended = awaited(client, first.headers["Location"])
    assert ended.status_code == HTTPStatus.SEE_OTHER
    assert run_states(shop, instance) == ["applied"]


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


def test_a_preview_that_is_not_known_any_more_leads_to_the_run_log(
    shop: Shop, visit: Visit
) -> None:
    """S80."""
    page = visit(f"/bss/instances/{shop.ids['instance']}/definition/{new_key()}")
    expect(page.get_by_role("heading", name="Run log of Main")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("not known here any more")
