"""Several assets at once from the list, each with its own result (B12)."""

from __future__ import annotations

import re
from uuid import UUID

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, OPERATOR, Shop
from tests.browser.test_list_of_assets import visitor
from tests.entrypoints.http.served import Json
from tests.entrypoints.http.shop import bought, failed

WHY = "the customer waits"


def kinds(shop: Shop, asset: str) -> list[str]:
    story = shop.api.http.get(f"/api/v1/assets/{asset}/history", params={"limit": 100})
    return [each["kind"] for each in story.json()["items"]]


def asset_of(shop: Shop, asset: str) -> Json:
    found: Json = shop.api.http.get(f"/api/v1/assets/{asset}").json()
    return found


@pytest.fixture
def two_failed(shop: Shop) -> list[str]:
    two = [failed(shop.api, shop.ids["contoso"])["id"] for _ in range(2)]
    shop.api.simulator.mend()
    return two


def ticked(page: Page, assets: list[str]) -> Page:
    for asset in assets:
        page.locator(f"input[name=asset][value='{asset}']").check()
    return page


def row(page: Page, asset: str) -> Locator:
    return page.locator("tr", has=page.locator(f"a[href='/bss/assets/{asset}']"))


@pytest.mark.parametrize("javascript", [True, False], ids=["live", "plain"])
def test_b12_ticked_assets_are_refreshed_and_each_tells_its_result(
    shop: Shop, visit: Visit, two_failed: list[str], javascript: bool
) -> None:
    """B12 S22: one that is refused stops no other."""
    well = bought(shop.api, shop.ids["contoso"])["id"]
    page = visit("/bss/assets", javascript=javascript)
    ticked(page, [well, two_failed[0]])
    page.get_by_role("button", name="Refresh ticked").click()
    page.get_by_role("button", name="Refresh these 2").click()
    expect(page.get_by_text("2 of 2 done")).to_be_visible()
    expect(row(page, well)).to_contain_text("the perpetual ID was known")
    expect(row(page, two_failed[0])).to_contain_text("refused")
    page.get_by_role("link", name="Back to the list").click()
    expect(page).to_have_url(re.compile(r"/bss/assets$"))


def test_one_box_ticks_the_whole_page(visit: Visit) -> None:
    """B12."""
    page = visit("/bss/assets")
    page.get_by_label("Tick all on this page").check()
    boxes = page.locator("#list tbody input[type=checkbox]")
    expect(page.locator("#list tbody input:checked")).to_have_count(boxes.count())
    expect(page.get_by_text(f"{boxes.count()} ticked")).to_be_visible()
    plain = visit("/bss/assets", javascript=False)
    plain.get_by_role("link", name="Tick all on this page").click()
    expect(plain.locator("#list tbody input:not(:checked)")).to_have_count(0)


def test_nothing_ticked_is_said(visit: Visit) -> None:
    page = visit("/bss/assets?order=name")
    page.get_by_role("button", name="Re-provision ticked").click()
    expect(page.get_by_text("Tick the failed assets first")).to_be_visible()
    expect(page).to_have_url(re.compile("order=name"))


@pytest.mark.parametrize("javascript", [True, False], ids=["live", "plain"])
def test_b12_s30_the_ticked_ones_are_bought_again_after_one_question(
    shop: Shop, visit: Visit, two_failed: list[str], javascript: bool
) -> None:
    """B12 S13 S14 S29 S30 B11: what is unticked stays as it is; the reason is kept."""
    page = ticked(visit("/bss/assets", javascript=javascript), two_failed)
    page.get_by_role("button", name="Re-provision ticked").click()
    expect(page.get_by_text("new licence at Microsoft")).to_be_visible()
    expect(row(page, two_failed[0])).to_contain_text("€")
    page.locator(f"input[name=asset][value='{two_failed[1]}']").uncheck()
    page.get_by_label("Reason").fill(WHY)
    page.get_by_role("button", name="Continue: buy what is ticked").click()
    expect(page.get_by_text("1 of 1 done")).to_be_visible()
    expect(row(page, two_failed[0])).to_contain_text("Bought, order")
    assert asset_of(shop, two_failed[0])["sync_status"] == "synchronized"
    assert asset_of(shop, two_failed[1])["sync_status"] == "failed"
    story = shop.api.http.get(f"/api/v1/assets/{two_failed[0]}/history").json()["items"]
    assert WHY in {each["reason"] for each in story}


def test_s31_cancel_buys_nothing_and_the_history_knows(
    shop: Shop, visit: Visit, two_failed: list[str]
) -> None:
    """S31 D10."""
    before = len(shop.api.simulator.order_lines())
    page = ticked(visit("/bss/assets"), two_failed)
    page.get_by_role("button", name="Re-provision ticked").click()
    page.get_by_role("button", name="Cancel: buy nothing").click()
    expect(page.get_by_text("Nothing was bought")).to_be_visible()
    assert len(shop.api.simulator.order_lines()) == before
    for asset in two_failed:
        assert "asset.reprovision-declined.v1" in kinds(shop, asset)


def question(client: httpx.Client, assets: list[str]) -> tuple[str, list[str]]:
    """The slip and the tokens of the form that asks."""
    asked = client.get("/bss/assets/bulk/reprovision", params={"asset": assets}).text
    slip = re.search(r'name="slip" value="([^"]+)"', asked.split('id="continue"')[1])
    assert slip
    return slip[1], re.findall(r'name="token" value="([^"]+)"', asked)


def test_without_a_reason_nothing_is_bought_and_the_ticks_stay(
    shop: Shop, two_failed: list[str]
) -> None:
    with visitor(shop, OPERATOR) as client:
        slip, tokens = question(client, two_failed)
        form = {"slip": slip, "asked": two_failed, "token": tokens, "asset": two_failed[:1]}
        told = client.post("/bss/assets/bulk/reprovision", data=form)
    assert told.status_code == 422
    assert "Say why" in told.text
    ticks = re.findall(r'name="asset" value="([^"]+)"[^>]* checked', told.text)
    assert ticks == two_failed[:1]
    assert asset_of(shop, two_failed[0])["sync_status"] == "failed"


def test_d4_the_form_sent_twice_buys_once(shop: Shop, two_failed: list[str]) -> None:
    """D4 B1: also when it is sent once by the page and once by its rows."""
    asset = two_failed[0]
    before = len(shop.api.simulator.order_lines())
    with visitor(shop, OPERATOR) as client:
        slip, [token] = question(client, [asset])
        form = {"slip": slip, "asked": asset, "token": token, "asset": asset, "reason": WHY}
        first = client.post("/bss/assets/bulk/reprovision", data=form)
        again = client.post("/bss/assets/bulk/reprovision/one", data=form)
    assert "Bought, order" in first.text
    assert "Bought, order" in again.text
    assert len(shop.api.simulator.order_lines()) == before + 1
    assert kinds(shop, asset).count("asset.resynced.v1") == 1


@pytest.mark.parametrize("slip", ["", "forged"])
@pytest.mark.parametrize("work", ["refresh", "refresh/one", "reprovision", "reprovision/decline"])
def test_a_form_that_was_not_given_out_does_nothing(shop: Shop, slip: str, work: str) -> None:
    asset = shop.ids["failed"]
    before = asset_of(shop, asset)["version"]
    form = {"slip": slip, "asset": asset, "asked": asset, "token": "x", "reason": WHY}
    with visitor(shop, OPERATOR) as client:
        told = client.post(f"/bss/assets/bulk/{work}", data=form)
    assert told.status_code in (400, 403, 409, 422)
    assert asset_of(shop, asset)["version"] == before


def test_d3_who_may_only_read_ticks_nothing_and_is_refused(shop: Shop, visit: Visit) -> None:
    page = visit("/bss/assets", AUDITOR)
    expect(page.locator("#list input[type=checkbox]")).to_have_count(0)
    with visitor(shop, AUDITOR) as client:
        for work in ("refresh", "reprovision"):
            told = client.get(f"/bss/assets/bulk/{work}", params={"asset": shop.ids["failed"]})
            assert told.status_code == 403


def test_what_is_no_asset_is_told_in_its_row(shop: Shop) -> None:
    """B12 D3."""
    nobody = str(UUID(int=7))
    with visitor(shop, OPERATOR) as client:
        told = client.get("/bss/assets/bulk/reprovision", params={"asset": nobody})
    assert told.status_code == 200
    assert "refused" in told.text
