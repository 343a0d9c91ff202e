"""Reconciliation in the browser: compared, applied and accepted, each with a reason (B2, S32)."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.office import REASON, bought_in_the_portal, failed_asset, reconciled
from tests.browser.shop import AUDITOR, OPERATOR, Shop
from tests.entrypoints.http.served import Json, done

_VERDICT = re.compile("reconciliation|accounted for")
"""Of a run that has ended, whatever it found."""


@pytest.mark.parametrize("javascript", [True, False])
def test_b2_s32_what_was_bought_in_the_portal_is_linked_to_its_asset(
    javascript: bool, shop: Shop, visit: Visit
) -> None:
    asset, order = failed_asset(shop), bought_in_the_portal(shop)
    page = visit("/bss/reconciliations", javascript=javascript)
    page.get_by_role("button", name="Compare Main").click()
    _look_until_done(page, javascript)
    finding = _finding(page, order)
    finding.get_by_role("checkbox").check()
    finding.locator(f"input[value='{asset}']").check()
    page.get_by_role("button", name="Apply the ticked ones").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Apply this finding?")
    expect(page.get_by_role("main")).to_contain_text(order)
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("row").filter(has=page.get_by_role("rowheader"))).to_contain_text(
        "applied"
    )
    assert done(shop.api.get(f"/assets/{asset}"))["sync_status"] == "synchronized"
    story = done(shop.api.get(f"/assets/{asset}/history"))["items"]
    assert (story[-1]["reason"], story[-1]["actor"]) == (REASON, OPERATOR)

    page.get_by_role("link", name="Back to the reconciliation").click()
    expect(_finding(page, order)).to_contain_text("applied")
    expect(_finding(page, order).get_by_role("checkbox")).to_have_count(0)


def _look_until_done(page: Page, javascript: bool) -> None:
    verdict = page.get_by_role("region", name=_VERDICT)
    again = page.get_by_role("link", name="Look again")
    if not javascript:
        expect(verdict.or_(again)).to_be_visible()
        while again.count():
            again.click()
    expect(verdict).to_be_visible()


def _finding(page: Page, order: str) -> Locator:
    return page.locator("li.list-group-item").filter(has_text=order)


def test_b2_nothing_ticked_is_nothing_applied(shop: Shop, visit: Visit) -> None:
    bought_in_the_portal(shop)
    page = visit(f"/bss/reconciliations/{reconciled(shop)['reconciliation_id']}")
    page.get_by_role("button", name="Apply the ticked ones").click()
    expect(page.get_by_role("status")).to_contain_text("Tick the findings that you mean first.")


def test_b2_cancelling_the_question_links_nothing(shop: Shop, visit: Visit) -> None:
    asset, order = failed_asset(shop), bought_in_the_portal(shop)
    page = visit(f"/bss/reconciliations/{reconciled(shop)['reconciliation_id']}")
    finding = _finding(page, order)
    finding.get_by_role("checkbox").check()
    finding.locator(f"input[value='{asset}']").check()
    page.get_by_role("button", name="Apply the ticked ones").click()
    page.get_by_role("link", name="Cancel").click()
    expect(_finding(page, order).get_by_role("checkbox")).to_be_visible()
    assert done(shop.api.get(f"/assets/{asset}"))["sync_status"] == "failed"


def test_d33_a_finding_is_accepted_as_it_is(shop: Shop, visit: Visit) -> None:
    order = bought_in_the_portal(shop, quantity=9)
    page = visit(f"/bss/reconciliations/{reconciled(shop)['reconciliation_id']}")
    _finding(page, order).get_by_role("checkbox").check()
    page.get_by_role("button", name="Accept the ticked ones").click()
    page.get_by_label("Reason").fill("bought by hand for a fair")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status")).to_contain_text("later runs are clean")
    expect(_finding(page, order)).to_contain_text("accepted")
    again = done(shop.api.get(f"/reconciliations/{reconciled(shop)['reconciliation_id']}"))
    assert _of(again, order)["accepted"]


def _of(run: Json, order: str) -> Json:
    [view] = [each for each in run["findings"] if each["finding"]["order_id"] == order]
    found: Json = view
    return found


def test_b2_what_has_no_asset_is_told_before_and_refused_after(shop: Shop, visit: Visit) -> None:
    order = bought_in_the_portal(shop, quantity=8)
    page = visit(f"/bss/reconciliations/{reconciled(shop)['reconciliation_id']}")
    _finding(page, order).get_by_role("checkbox").check()
    page.get_by_role("button", name="Apply the ticked ones").click()
    expect(page.get_by_role("main")).to_contain_text("will be refused")
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not everything could be applied")
    expect(page.get_by_role("row").filter(has_text="refused")).to_contain_text("not exact")


def test_b1_the_same_form_sent_twice_makes_one_run(shop: Shop, visit: Visit) -> None:
    page = visit("/bss/reconciliations")
    form = page.locator("form").filter(has=page.get_by_role("button", name="Compare Main"))
    sent = form.evaluate("form => new URLSearchParams(new FormData(form)).toString()")
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": shop.address}
    led = {
        page.request.post(
            "/bss/reconciliations", data=sent, headers=headers, max_redirects=0
        ).headers["location"]
        for _ in range(2)
    }
    assert len(led) == 1
    page.goto(led.pop())
    _look_until_done(page, javascript=True)


def test_a_run_that_microsoft_refuses_says_so_and_changes_nothing(shop: Shop, visit: Visit) -> None:
    shop.api.simulator.fault("refusal", method="GET", path="*/customers", status=403)
    page = visit("/bss/reconciliations")
    page.get_by_role("button", name="Compare Main").click()
    expect(page.get_by_role("alert")).to_contain_text("Microsoft refused")
    expect(page.get_by_text("Nothing was written, and no asset was changed.")).to_be_visible()
    shop.api.simulator.mend()
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_role("region", name=_VERDICT)).to_be_visible()


def test_a_long_run_tells_how_far_it_is_and_goes_on_without_its_page(
    shop: Shop, visit: Visit
) -> None:
    shop.api.simulator.fault("slow", method="GET", path="*/customers", seconds=3)
    page = visit("/bss/reconciliations")
    page.get_by_role("button", name="Compare Main").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    run = page.url
    page.goto("/bss")
    page.goto(run)
    expect(page.get_by_role("region", name=_VERDICT)).to_be_visible()


def test_d3_an_auditor_looks_and_may_not_start_apply_or_accept(shop: Shop, visit: Visit) -> None:
    order = bought_in_the_portal(shop)
    run = reconciled(shop)["reconciliation_id"]
    page = visit("/bss/reconciliations", AUDITOR)
    expect(page.get_by_role("button", name="Compare Main")).to_have_count(0)
    page.goto(f"/bss/reconciliations/{run}")
    expect(_finding(page, order)).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    page.goto(f"/bss/reconciliations/{run}/apply?finding=1")
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not do this")


@pytest.mark.parametrize("decision", ["apply", "accept"])
def test_a_forged_form_decides_nothing(decision: str, shop: Shop) -> None:
    bought_in_the_portal(shop)
    run = reconciled(shop)["reconciliation_id"]
    before = done(shop.api.get(f"/reconciliations/{run}"))["findings"]
    with httpx.Client(base_url=shop.address) as browser:
        browser.post("/sign-in", data={"who": OPERATOR})
        typed = {"finding": "1", "reason": REASON, "slip": ""}
        answer = browser.post(f"/bss/reconciliations/{run}/{decision}", data=typed)
    assert answer.status_code == 409
    assert done(shop.api.get(f"/reconciliations/{run}"))["findings"] == before
