"""What another exchange rate would do; nothing is written (B10, D20)."""

from decimal import Decimal

import pytest

from application.instances.edit_instance import EditInstance
from application.ordering.quote_order import QuoteOrder
from application.organisation.edit_organisation import EditOrganisation
from application.queries.what_if_rate import AffectedQuote, WhatIf, WhatIfRate
from core.ids import OrderId
from core.kernel.errors import Forbidden, Invalid
from tests.application.ordering.customers import customer
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS, a_sheet_price, dec
from tests.support.fakes_people import AS_KAFENEIO, AUDITOR, INSTANCE
from tests.support.fakes_shop import Shop


@pytest.fixture
def israeli_shop(shop: Shop) -> Shop:
    """Prices in ILS by a rate of 4.00."""
    shop.rate("4.00")
    shop.sync()
    return shop


def what_if(shop: Shop, units: str, *, anchor: str = "EUR", currency: str = "ILS") -> WhatIf:
    question = WhatIfRate(anchor=anchor, currency=currency, units_per_anchor=Decimal(units))
    return shop.ask(question, AUDITOR)


def quoted(shop: Shop) -> OrderId:
    order = shop.draft((OFFICE, 2), account=customer(shop, currency="ILS"))
    shop.send(QuoteOrder(order_id=order))
    return order


def test_b10_affected_products_move_from_what_is_shown_to_what_would_be(
    israeli_shop: Shop,
) -> None:
    told = what_if(israeli_shop, "5.00")
    assert (told.units_now, told.units_per_anchor) == (dec("4.00"), dec("5.00"))
    assert [
        (each.code, each.sell_before, each.sell_after, each.percent) for each in told.products
    ] == [
        (OFFICE, dec("1650.00"), dec("2062.50"), dec("25.0")),
        (OFFICE_FOR_SCHOOLS, dec("396.00"), dec("495.00"), dec("25.0")),
    ]
    assert (told.products[0].purchase_before, told.products[0].purchase_after) == (
        dec("1240.00"),
        dec("1550.00"),
    )


def test_b10_open_quotes_are_told_with_their_quantity(israeli_shop: Shop) -> None:
    order = quoted(israeli_shop)
    assert what_if(israeli_shop, "3.00").quotes == (
        AffectedQuote(
            order_id=order,
            line=1,
            product_code=OFFICE,
            quantity=2,
            unit_before=dec("1650.00"),
            unit_after=dec("1237.50"),
            total_before=dec("3300.00"),
            total_after=dec("2475.00"),
            percent=dec("-25.0"),
        ),
    )


def test_b10_quotes_that_ended_or_are_in_another_currency_are_not_affected(
    israeli_shop: Shop,
) -> None:
    israeli_shop.send(QuoteOrder(order_id=israeli_shop.draft()))
    assert what_if(israeli_shop, "3.00").quotes == ()
    quoted(israeli_shop)
    israeli_shop.clock.pass_by(hours=24)
    assert what_if(israeli_shop, "3.00").quotes == ()


def test_b10_nothing_is_written(israeli_shop: Shop) -> None:
    quoted(israeli_shop)
    events = israeli_shop.ledger.end()
    before = israeli_shop.preview()
    what_if(israeli_shop, "5.00")
    assert israeli_shop.ledger.end() == events
    assert israeli_shop.preview() == before


def test_b10_the_answer_is_what_a_run_with_that_rate_makes(israeli_shop: Shop) -> None:
    told = what_if(israeli_shop, "4.4444")
    israeli_shop.clock.pass_by(minutes=1)
    israeli_shop.rate("4.4444")
    moves = {
        (each.code, move.kind): (move.before, move.after, move.percent)
        for each in israeli_shop.preview().changes
        for move in each.list_price_moves
    }
    for each in told.products:
        assert moves[each.code, "sell"] == (each.sell_before, each.sell_after, each.percent)
        assert moves[each.code, "purchase"][:2] == (each.purchase_before, each.purchase_after)


def test_b10_a_rate_where_none_is_makes_prices_where_none_are(shop: Shop) -> None:
    told = what_if(shop, "4.00")
    assert told.units_now is None
    [office, _] = told.products
    assert (office.sell_before, office.sell_after, office.percent) == (None, dec("1650.00"), None)


def test_b10_the_same_rate_and_one_of_another_anchor_without_lists_change_nothing(
    israeli_shop: Shop,
) -> None:
    quoted(israeli_shop)
    for told in (what_if(israeli_shop, "4.00"), what_if(israeli_shop, "9.00", anchor="USD")):
        assert (told.products, told.quotes) == ((), ())


def test_b10_d19_a_list_in_the_currency_itself_is_not_affected_unless_rates_go_first_d20(
    israeli_shop: Shop,
) -> None:
    for index in (0, 2):
        row = israeli_shop.vendor.priced[index]
        own = a_sheet_price(str(row.code), currency="ILS", cost="900.00", erp="1000.00")
        israeli_shop.vendor.priced.append(own)
    israeli_shop.sync()
    assert what_if(israeli_shop, "5.00").products == ()
    israeli_shop.send(EditOrganisation(rates_override_lists=True))
    assert [each.sell_after for each in what_if(israeli_shop, "5.00").products] == [
        dec("2062.50"),
        dec("495.00"),
    ]


def test_b10_d21_a_currency_that_is_not_active_has_no_affected_products(
    israeli_shop: Shop,
) -> None:
    israeli_shop.send(EditInstance(instance_id=INSTANCE, currencies=("EUR",)))
    assert what_if(israeli_shop, "5.00").products == ()


def test_b10_d23_a_discontinued_product_is_not_affected(israeli_shop: Shop) -> None:
    israeli_shop.vendor.offered.pop()
    israeli_shop.sync_again_later()
    assert [each.code for each in what_if(israeli_shop, "5.00").products] == [OFFICE]


@pytest.mark.parametrize(
    ("anchor", "currency", "units"),
    [("EUR", "EUR", "2"), ("EUR", "ILS", "0"), ("EUR", "ILS", "-1"), ("XXX", "ILS", "1")],
)
def test_b10_an_odd_rate_is_refused(anchor: str, currency: str, units: str, shop: Shop) -> None:
    with pytest.raises(Invalid):
        what_if(shop, units, anchor=anchor, currency=currency)


def test_b10_d15_buyers_do_not_ask(shop: Shop) -> None:
    with pytest.raises(Forbidden):
        shop.ask(
            WhatIfRate(anchor="EUR", currency="ILS", units_per_anchor=dec("4.00")), AS_KAFENEIO
        )


def test_b10_a_rate_that_is_set_but_not_synced_yet_is_not_laid_to_another_ones_charge(
    israeli_shop: Shop,
) -> None:
    israeli_shop.rate("4.50")
    assert what_if(israeli_shop, "4.50").products == ()
    assert what_if(israeli_shop, "4.00", anchor="USD").products == ()
    assert [each.percent for each in what_if(israeli_shop, "4.95").products] == [dec("10.0")] * 2
