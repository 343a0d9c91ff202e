"""The quoted price: its tier, how long it holds, and what ends it (S75, S76, D2, D19)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.organisation.edit_organisation import EditOrganisation
from application.queries.payable_price import ShowPayablePrice
from core.catalogue.values import ProductCode
from core.ids import OrderId
from core.ordering.errors import PriceChanged
from core.ordering.order import Order
from core.ordering.values import Quote
from tests.application.ordering.customers import customer
from tests.support.builders import (
    OFFICE,
    OFFICE_FOR_SCHOOLS,
    SheetPrice,
    a_market_price,
    a_sheet_price,
    columns,
    dec,
)
from tests.support.fakes_people import AS_KAFENEIO, KAFENEIO
from tests.support.fakes_shop import Shop

CODE, FOR_SCHOOLS = ProductCode.parse(OFFICE), ProductCode.parse(OFFICE_FOR_SCHOOLS)


def quote(shop: Shop, order: OrderId) -> Quote:
    shop.send(QuoteOrder(order_id=order))
    given = shop.ledger.get(Order, order).quote
    assert given is not None
    return given


def foresee(shop: Shop, country: str, changes: Mapping[ProductCode, datetime]) -> None:
    """The country's sheet tells when prices change next."""
    shop.vendor.sheets[country] = columns(country, *shop.vendor.priced, changes=changes)
    shop.sync()


@pytest.mark.parametrize(("hours", "holds"), [(5, 5), (24, 24), (30, 24)])
def test_d2_a_quote_holds_until_the_customers_list_is_known_to_change(
    hours: int, holds: int, shop: Shop
) -> None:
    foresee(shop, "GR", {CODE: shop.clock.now() + timedelta(hours=hours)})
    given = quote(shop, shop.draft())
    assert given.valid_until == shop.clock.now() + timedelta(hours=holds)


def test_d2_another_countrys_or_products_change_does_not_end_a_quote(shop: Shop) -> None:
    soon = shop.clock.now() + timedelta(hours=1)
    foresee(shop, "DE", {CODE: soon})
    foresee(shop, "GR", {FOR_SCHOOLS: soon})
    assert quote(shop, shop.draft()).valid_until == shop.clock.now() + timedelta(hours=24)


def test_d2_a_change_that_is_over_does_not_end_a_quote(shop: Shop) -> None:
    foresee(shop, "GR", {CODE: shop.clock.now() + timedelta(hours=1)})
    shop.clock.pass_by(hours=1)
    assert quote(shop, shop.draft()).valid_until == shop.clock.now() + timedelta(hours=24)


def test_s75_the_tier_of_the_quantity_makes_the_price(shop: Shop) -> None:
    tier = a_market_price("GR", cost="250.00", erp="350.00", from_quantity=10)
    shop.vendor.priced.append(SheetPrice(CODE, tier))
    shop.sync()
    [few, many] = quote(shop, shop.draft((OFFICE, 9), (OFFICE, 10))).lines
    assert (few.price.unit_price, many.price.unit_price) == (dec("412.50"), dec("350.00"))
    assert (few.total, many.total) == (dec("3712.50"), dec("3500.00"))
    shown = shop.ask(ShowPayablePrice(account_id=KAFENEIO, code=OFFICE, quantity=10), AS_KAFENEIO)
    assert (shown.payable.amount, shown.rule) == (
        dec("350.00"),
        "price list of GR in EUR from 10 licences on",
    )
    assert shown.listed is not None
    assert shown.listed.amount == dec("412.50"), "the list price is that of the first tier (S39)"


def test_s74_s75_d19_the_customers_own_country_is_converted_not_the_highest_list(
    shop: Shop,
) -> None:
    shop.rate("4.015")
    shop.sync()
    german = customer(shop, country="DE", currency="ILS")
    [line] = quote(shop, shop.draft(account=german)).lines
    assert (line.price.unit_price, line.price.rate_id) == (dec("1606.00"), "EUR-ILS-1")
    assert (line.price.vendor_unit_cost, line.price.vendor_currency) == (dec("310.00"), "EUR")


def test_d20_where_rates_go_first_quotes_follow(shop: Shop) -> None:
    shop.vendor.priced.append(a_sheet_price(currency="ILS", cost="900.00", erp="1000.00"))
    shop.rate("4.00")
    shop.sync()
    israeli = customer(shop, currency="ILS")
    assert quote(shop, shop.draft(account=israeli)).lines[0].price.source == "list"
    shop.send(EditOrganisation(rates_override_lists=True))
    [line] = quote(shop, shop.draft(account=israeli)).lines
    assert (line.price.source, line.price.unit_price) == ("rate", dec("1650.00"))


def test_d2_a_rate_that_began_since_the_quote_is_another_price(shop: Shop) -> None:
    shop.rate("4.00")
    shop.sync()
    order = shop.draft(account=customer(shop, currency="ILS"))
    quote(shop, order)
    shop.clock.pass_by(minutes=1)
    shop.rate("4.10")
    with pytest.raises(PriceChanged, match=r"1650\.00 ILS and costs 1691\.25 ILS") as refused:
        shop.send(ExecuteOrder(order_id=order))
    assert "Quote the order again" in refused.value.advice


def test_d2_a_dearer_list_elsewhere_is_not_another_price(shop: Shop) -> None:
    order = shop.draft()
    quote(shop, order)
    shop.vendor.priced[1] = replace(
        shop.vendor.priced[1], price=a_market_price("DE", cost="900.00", erp="999.00")
    )
    shop.sync()
    assert len(shop.send(ExecuteOrder(order_id=order))) == 1
