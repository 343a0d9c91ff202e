"""What an operator does with an asset: give back, decide, refresh (S22, D17, D30)."""

from __future__ import annotations

from http import HTTPStatus

from playwright.sync_api import expect

from tests.browser import assets_in_states as states
from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, Shop
from tests.entrypoints.http.shop import OFFICE

ENGINEER = "engineer:niko"
SLIP = "Object.fromEntries(new FormData(document.querySelector('form:has([name=reason])')))"


def test_a_customers_request_is_seen_approved_and_credited(shop: Shop, visit: Visit) -> None:
    """S4 D30 D24."""
    asset = states.requested(shop)
    page = visit(f"/bss/assets/{asset}")
    expect(page.get_by_text("Contoso (customer) asks to cancel this licence")).to_be_visible()
    page.get_by_role("link", name="Approve or decline it").click()
    expect(page.get_by_text("The return window is open for 30 more days.")).to_be_visible()
    page.get_by_label("Reason").fill("   ")
    page.get_by_role("button", name="Approve: cancel").click()
    expect(page.get_by_text("Say why")).to_be_visible()
    assert states.shown(shop, asset)["status"] == "active"
    page.get_by_label("Reason").fill("one too many, agreed")
    page.get_by_role("button", name="Approve: cancel").click()
    expect(page.get_by_text("The asset is canceled. €469.75 is credited.")).to_be_visible()
    expect(page.locator("#invoices").get_by_text("-€469.75").first).to_be_visible()
    assert states.shown(shop, asset)["cancellation"]["decision"] == "one too many, agreed"


def test_a_request_is_declined_and_the_licence_stays(shop: Shop, visit: Visit) -> None:
    """D30."""
    asset = states.requested(shop)
    page = visit(f"/bss/assets/{asset}/cancel", javascript=False)
    page.get_by_label("Reason").fill("it is in use")
    page.get_by_role("button", name="Decline: keep the licence").click()
    expect(page.get_by_text("Declined: the licence stays")).to_be_visible()
    found = states.shown(shop, asset)
    assert (found["status"], found["cancellation"]["decision"]) == ("active", "it is in use")


def test_microsofts_refusal_to_cancel_is_told_and_the_asset_stays(shop: Shop, visit: Visit) -> None:
    """D30: 900117."""
    asset = states.synchronized(shop)
    page = visit(f"/bss/assets/{asset}/cancel")
    page.get_by_label("Reason").fill("bought by mistake")
    shop.api.simulator.set(cancellation_window_hours=0)
    try:
        page.get_by_role("button", name="Cancel and credit").click()
        expect(page.get_by_text("Microsoft refused to cancel the licence.").first).to_be_visible()
    finally:
        shop.api.simulator.set(cancellation_window_hours=720)
    assert states.shown(shop, asset)["status"] == "active"


def test_a_licence_that_still_stands_is_not_recorded_as_cancelled(shop: Shop, visit: Visit) -> None:
    """D30."""
    asset = states.synchronized(shop)
    page = visit(f"/bss/assets/{asset}/cancel")
    page.get_by_label("Reason").fill("the portal says so")
    page.get_by_role("button", name="Microsoft has cancelled it already").click()
    expect(page.get_by_role("alert")).to_contain_text("is not cancelled")
    expect(page.get_by_label("Reason")).to_have_value("the portal says so")
    assert states.shown(shop, asset)["status"] == "active"


def test_an_unknown_outcome_is_not_decided_before_its_time(shop: Shop, visit: Visit) -> None:
    """D7 D17."""
    asset = states.unknown(shop)
    page = visit(f"/bss/assets/{asset}")
    expect(page.get_by_text("It is not known whether Microsoft sold the licence.")).to_be_visible()
    expect(page.get_by_role("link", name="Re-provision")).to_have_count(0)
    page.get_by_role("link", name="Decide the outcome").click()
    expect(page.get_by_text("A person may decide from")).to_be_visible()
    page.get_by_label("Reason").fill("support found no order")
    page.get_by_role("button", name="Decide: Microsoft sold nothing").click()
    expect(page.get_by_role("alert")).to_contain_text("Microsoft lists new orders late")
    expect(page.get_by_label("Reason")).to_have_value("support found no order")
    page.goto(f"/bss/assets/{asset}")
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_text("Microsoft was asked: it has not decided yet.")).to_be_visible()


def test_a_loss_needs_a_tick_of_its_own(shop: Shop, visit: Visit) -> None:
    """D12."""
    asset = states.refused(shop, states.RIGHTS, customer=states.in_shekels(shop))
    states.rate(shop, "9.5")
    try:
        page = visit(f"/bss/assets/{asset}/reprovision")
        expect(page.get_by_text("This is a loss:")).to_be_visible()
        page.get_by_role("button", name="Continue: buy it for").click()
        expect(page.get_by_role("alert")).to_contain_text("buying it today costs")
        page.get_by_label("Buy it although it costs more").check()
        page.get_by_role("button", name="Continue: buy it for").click()
        expect(page.get_by_text("A new licence was bought")).to_be_visible()
    finally:
        states.rate(shop, "3.95")


def test_whoever_only_reads_is_offered_nothing_and_refused_everything(
    shop: Shop, visit: Visit
) -> None:
    """D3 D15."""
    asset = states.refused(shop, OFFICE)
    page = visit(f"/bss/assets/{asset}", AUDITOR)
    expect(page.get_by_role("heading", name="Cost")).to_be_visible()
    for name in ("Edit", "Re-provision", "Link", "Cancel"):
        expect(page.get_by_role("link", name=name)).to_have_count(0)
    for path in ("edit", "reprovision", "link", "decide", "cancel"):
        assert page.goto(f"/bss/assets/{asset}/{path}").status == HTTPStatus.FORBIDDEN  # type: ignore[union-attr]
    page = visit(f"/bss/assets/{asset}", ENGINEER)
    expect(page.get_by_role("heading", name="Cost")).to_have_count(0)


def test_a_form_without_its_slip_does_nothing(shop: Shop, visit: Visit) -> None:
    """D30."""
    asset = states.synchronized(shop)
    page = visit(f"/bss/assets/{asset}/cancel")
    typed = page.evaluate(SLIP) | {"reason": "somebody else's form"}
    for slip in ("", "forged", typed["slip"][:-3] + "abc"):
        answer = page.request.post(f"/bss/assets/{asset}/cancel", form=typed | {"slip": slip})
        assert answer.status == HTTPStatus.CONFLICT
    assert states.shown(shop, asset)["cancellation"] is None
    for _ in range(2):
        page.request.post(f"/bss/assets/{asset}/cancel", form=typed)
    assert states.shown(shop, asset)["status"] == "canceled"
