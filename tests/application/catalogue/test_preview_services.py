"""The confirmation before Get Services Definition: what a run would do (S41, S51, B8)."""

from dataclasses import replace

import pytest

from application.catalogue.preview import Preview, Service
from application.catalogue.preview_services import PreviewServices
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from core.catalogue.values import QuarantinedRow
from core.instances.errors import NoActiveCurrency
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS, a_sheet_price, an_offer
from tests.support.fakes_people import INSTANCE
from tests.support.fakes_shop import Shop, furnish


def preview(shop: Shop) -> Preview:
    return shop.ask(PreviewServices(instance_id=INSTANCE))


def counts(shop: Shop) -> tuple[int, int, int, int]:
    shown = preview(shop)
    return shown.new, shown.updated, shown.discontinued, shown.unchanged


@pytest.fixture
def empty_shop() -> Shop:
    shop = Shop()
    furnish(shop)
    return shop


def test_s51_b8_the_first_preview_lists_every_product_as_new_and_writes_nothing(
    empty_shop: Shop,
) -> None:
    events = empty_shop.ledger.end()
    shown = preview(empty_shop)
    assert shown.services == (Service("Microsoft Perpetual Licenses", "create"),)
    assert (shown.new, shown.updated, shown.discontinued, shown.unchanged) == (2, 0, 0, 0)
    assert [(each.code, each.status) for each in shown.changes] == [
        (OFFICE, "new"),
        (OFFICE_FOR_SCHOOLS, "new"),
    ]
    assert empty_shop.ledger.end() == events
    assert not empty_shop.evidence.sheets


def test_s51_b8_later_previews_show_what_differs(shop: Shop) -> None:
    assert counts(shop) == (0, 0, 0, 2)
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.vendor.offered[2] = an_offer("DG7GMGF0DWM3:0002:SEG0003")
    shown = preview(shop)
    assert {each.code: each.status for each in shown.changes} == {
        OFFICE: "updated",
        OFFICE_FOR_SCHOOLS: "discontinued",
        "DG7GMGF0DWM3:0002:SEG0003": "new",
    }
    assert shown.services == (Service("Microsoft Perpetual Licenses", "update"),)


def test_s41_currencies_come_before_the_run() -> None:
    shop = Shop()
    furnish(shop)
    fresh = Shop(
        tuple(each for each in shop.ledger.recorded if "currencies-chosen" not in each.topic)
    )
    with pytest.raises(NoActiveCurrency):
        preview(fresh)


def test_s64_d23_what_is_not_eligible_is_told_and_discontinues_nothing(shop: Shop) -> None:
    shop.vendor.silent["GR", "SEG0002"] = VendorRefused("400030", "Not allowed.", status=403)
    shown = preview(shop)
    [failed] = shown.failed_countries
    assert (failed.country, failed.segment) == ("GR", "SEG0002")
    assert "400030" in failed.reason
    assert counts(shop) == (0, 0, 0, 2)


def test_d23_a_country_without_price_sheet_keeps_its_prices(shop: Shop) -> None:
    shop.vendor.silent["GR", ""] = VendorUnavailable("timeout")
    assert counts(shop) == (0, 0, 0, 2)


def test_a_microsoft_that_answers_nothing_is_unavailable_and_not_empty_d23(shop: Shop) -> None:
    for country in ("GR", "DE"):
        for segment in ("", "SEG0001", "SEG0002", "SEG0003", "SEG0004"):
            shop.vendor.silent[country, segment] = VendorUnavailable("503", answered=True)
    with pytest.raises(VendorUnavailable, match="listed nothing"):
        preview(shop)
    shop.vendor.silent["GR", "SEG0001"] = VendorUnavailable("Nobody is there.")
    with pytest.raises(VendorUnavailable, match="Nobody is there"):
        preview(shop)


def test_d25_unusable_rows_are_shown_and_the_rest_goes_on(shop: Shop) -> None:
    row = QuarantinedRow("GR", 17, "no number: 12,50")
    shop.vendor.quarantined.append(row)
    shown = preview(shop)
    assert shown.quarantine == (row,)
    assert shown.unchanged == 2


def test_d22_the_digest_is_the_same_for_the_same_world_at_another_time(shop: Shop) -> None:
    before = preview(shop).digest
    shop.clock.pass_by(hours=5)
    shop.vendor.offered.reverse()
    shop.vendor.priced.reverse()
    shop.vendor.habits.rotation = 2
    assert preview(shop).digest == before
    shop.vendor.offered[0] = replace(shop.vendor.offered[0], description="New.")
    assert preview(shop).digest != before


def test_the_work_is_told_country_by_country(shop: Shop) -> None:
    preview(shop)
    works = [work for work, _, _ in shop.progress.told]
    assert works == ["Asking for GR", "Asking for DE", "Countries asked"]
