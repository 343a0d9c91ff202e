"""A preview as the diff with the catalogue: what moves, from what to what (S51, B8, D28)."""

from dataclasses import replace

import pytest

from application.catalogue.preview import Preview, PreviewedChange
from application.catalogue.price_moves import PriceMove
from application.instances.edit_instance import EditInstance
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from application.queries.products import ShowProduct
from core.catalogue.values import CountryLog, QuarantinedRow
from tests.support.builders import (
    OFFICE,
    OFFICE_FOR_SCHOOLS,
    SheetPrice,
    a_market_price,
    a_sheet_price,
    an_offer,
    dec,
)
from tests.support.fakes_people import INSTANCE
from tests.support.fakes_shop import Shop

FOR_CHARITY = "DG7GMGF0DWM3:0002:SEG0003"


def change(shop: Shop, code: str = OFFICE) -> PreviewedChange:
    [found] = [each for each in shop.preview().changes if each.code == code]
    return found


def move(kind: str, before: str | None, after: str | None, percent: str | None) -> PriceMove:
    old, new, by = (dec(each) if each else None for each in (before, after, percent))
    return PriceMove(None, "EUR", 1, kind, old, new, by)


def test_b8_a_price_move_is_told_for_the_default_price_and_for_its_market(shop: Shop) -> None:
    shop.vendor.priced[0] = a_sheet_price(cost="290.00", erp="500.00")
    moved = change(shop)
    assert (moved.status, moved.what) == ("updated", ("prices",))
    assert moved.list_price_moves == (move("sell", "412.50", "500.00", "21.2"),)
    in_greece = [replace(each, country="GR") for each in moved.list_price_moves]
    cheaper = replace(move("purchase", "300.00", "290.00", "-3.3"), country="GR")
    assert moved.market_moves == (cheaper, *in_greece)


def test_b8_d23_a_move_in_a_market_that_wins_no_maximum_is_an_update_too(shop: Shop) -> None:
    shop.vendor.priced[1] = a_sheet_price(country="DE", cost="310.00", erp="399.00")
    moved = change(shop)
    assert (moved.status, moved.what, moved.list_price_moves) == ("updated", ("prices",), ())
    assert moved.market_moves == (replace(move("sell", "400.00", "399.00", "-0.3"), country="DE"),)


def test_b8_a_new_tier_is_told_with_its_beginning(shop: Shop) -> None:
    tier = a_market_price("GR", cost="250.00", erp="350.00", from_quantity=10)
    shop.vendor.priced.append(SheetPrice(shop.vendor.priced[0].code, tier))
    assert [
        (each.from_quantity, each.before, each.after) for each in change(shop).market_moves
    ] == [
        (10, None, dec("250.00")),
        (10, None, dec("350.00")),
    ]


def test_b8_s66_countries_are_told_as_added_and_removed(shop: Shop) -> None:
    shop.vendor.offered[1] = an_offer(OFFICE_FOR_SCHOOLS, "DE")
    less, more = change(shop), change(shop, OFFICE_FOR_SCHOOLS)
    assert (less.what, less.countries_added, less.countries_removed) == (
        ("countries", "prices"),
        (),
        ("DE",),
    )
    assert less.list_price_moves == (move("purchase", "310.00", "300.00", "-3.2"),)
    assert [each.after for each in less.market_moves] == [None, None]
    assert (more.what, more.countries, more.countries_added) == (
        ("countries",),
        ("DE", "GR"),
        ("DE",),
    )


def test_b8_new_returned_and_discontinued_products_say_so(shop: Shop) -> None:
    school = shop.vendor.offered.pop()
    assert change(shop, OFFICE_FOR_SCHOOLS).what == ("gone",)
    shop.sync_again_later()
    shop.vendor.offered += [school, an_offer(FOR_CHARITY)]
    back, new = change(shop, OFFICE_FOR_SCHOOLS), change(shop, FOR_CHARITY)
    assert (back.status, back.what) == ("updated", ("returned",))
    assert (new.status, new.what, new.countries_added) == ("new", ("new",), ("GR",))
    assert (new.list_price_moves, new.market_moves) == ((), ())


def test_b8_new_words_are_told_as_texts(shop: Shop) -> None:
    shop.vendor.offered = [replace(each, description="New.") for each in shop.vendor.offered]
    assert change(shop).what == ("texts",)


def test_b8_d19_d28_prices_that_miss_or_sell_below_purchase_are_warned_of(shop: Shop) -> None:
    warned = [(each.code, each.currency, each.kind) for each in shop.preview().warnings]
    assert warned == [(OFFICE, "ILS", "no_price"), (OFFICE_FOR_SCHOOLS, "ILS", "no_price")]
    shop.rate("4.00")
    shop.vendor.priced[1] = a_sheet_price(country="DE", cost="420.00", erp="400.00")
    warnings = shop.preview().warnings
    assert {each.kind for each in warnings} == {"sell_below_purchase"}
    assert [(each.code, each.currency) for each in warnings] == [
        (OFFICE, "EUR"),
        (OFFICE, "ILS"),
        (OFFICE, "EUR"),
    ]
    assert "sells at 400.00 EUR in DE, below 420.00" in warnings[2].message


def test_d28_a_list_that_sells_below_purchase_is_warned_of_though_no_default_price_does(
    shop: Shop,
) -> None:
    shop.rate("4.00")
    shop.vendor.priced[1] = a_sheet_price(country="DE", cost="310.00", erp="305.00")
    [warning] = shop.preview().warnings
    assert "sells at 305.00 EUR in DE, below 310.00" in warning.message


def test_b8_d23_of_a_discontinued_product_nothing_is_warned(shop: Shop) -> None:
    shop.vendor.offered.pop()
    assert {each.code for each in shop.preview().warnings} == {OFFICE}
    shop.sync_again_later()
    assert {each.code for each in shop.preview().warnings} == {OFFICE}


def test_b8_s72_a_rate_moves_from_no_price_to_one(shop: Shop) -> None:
    shop.rate("4.00")
    moves = change(shop).list_price_moves
    assert [
        (each.currency, each.kind, each.before, each.after, each.percent) for each in moves
    ] == [
        ("ILS", "purchase", None, dec("1240.00"), None),
        ("ILS", "sell", None, dec("1650.00"), None),
    ]


def test_b8_d23_more_than_a_fifth_going_is_announced(shop: Shop) -> None:
    assert not shop.preview().needs_override
    shop.vendor.offered.pop()
    shown = shop.preview()
    assert (shown.discontinued, shown.unchanged, shown.needs_override) == (1, 1, True)


def test_b8_d25_quarantine_shows_rows_and_counts_all(shop: Shop) -> None:
    row = QuarantinedRow("GR", 17, "no number: 12,50")
    shop.vendor.quarantined.append(row)
    shown = shop.preview()
    assert (shown.quarantine, shown.quarantined) == ((row,), 1)
    assert shown.countries[0] == CountryLog("GR", offers=2, rows=3, prices=2, quarantined=1)


def test_b8_s64_d23_sources_that_failed_are_named_with_their_reason(shop: Shop) -> None:
    shop.vendor.silent["GR", "SEG0002"] = VendorRefused("400036", "No such market.", status=403)
    shop.vendor.silent["DE", ""] = VendorUnavailable("No answer in time.")
    shown = shop.preview()
    assert [(each.country, each.segment) for each in shown.failed_countries] == [
        ("DE", ""),
        ("GR", "SEG0002"),
    ]
    assert "No answer in time" in shown.failed_countries[0].reason
    assert "400036" in shown.failed_countries[1].reason
    assert (shown.unchanged, shown.discontinued) == (2, 0)
    assert shown.countries[1] == CountryLog("DE", offers=1, rows=0, prices=0, quarantined=0)


@pytest.mark.parametrize("world", ["same", "changed"])
def test_b8_d22_a_preview_writes_nothing(world: str, shop: Shop) -> None:
    if world == "changed":
        shop.vendor.priced[0] = a_sheet_price(erp="500.00")
        shop.vendor.offered.pop()
    events, sheets = shop.ledger.end(), dict(shop.evidence.sheets)
    rows: list[Preview] = [shop.preview(), shop.preview()]
    assert rows[0] == rows[1]
    assert (shop.ledger.end(), shop.evidence.sheets) == (events, sheets)


def test_b8_d2_a_change_that_is_only_foreseen_changes_no_product(shop: Shop) -> None:
    foresee(shop)
    assert (shop.preview().unchanged, shop.preview().changes) == (2, ())
    shop.sync()
    assert shop.preview().unchanged == 2
    shown = shop.ask(ShowProduct(instance_id=INSTANCE, code=OFFICE))
    assert (shown.catalog_status, len(shown.known_changes)) == ("unchanged", 1)


def foresee(shop: Shop) -> None:
    sheet = shop.vendor.price_sheet("GR", shop.clock.now()).prices
    code = shop.vendor.priced[0].code
    shop.vendor.sheets["GR"] = replace(sheet, changes={code: shop.clock.now().replace(hour=20)})


def test_b8_s44_another_order_of_currencies_moves_no_price(shop: Shop) -> None:
    shop.rate("4.00")
    shop.sync()
    shop.send(EditInstance(instance_id=INSTANCE, currencies=("ILS", "EUR")))
    assert (shop.preview().changes, shop.preview().unchanged) == ((), 2)
