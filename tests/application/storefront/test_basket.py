"""List prices become the end customer's, line by line, with the reason (S39, S75, D19, D27)."""

from uuid import UUID

import pytest

from application.accounts.open_account import OpenAccount
from application.principal import Principal
from application.queries.basket import Basket, ShowBasket, WantedLine
from core.accounts.account import AccountKind
from core.ids import InstanceId, product_id
from core.kernel.errors import NotFound
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    INSTANCE,
    KAFENEIO,
    RESELLER,
    STRANGER,
)
from tests.support.fakes_shop import Shop

THE_OFFICE = product_id(INSTANCE, OFFICE)
FOR_SCHOOLS = product_id(INSTANCE, OFFICE_FOR_SCHOOLS)
NEW = UUID("01953a10-0000-7000-8000-0000000ace01")


def basket(
    shop: Shop,
    *wanted: tuple[UUID, int],
    customer: UUID | None = KAFENEIO,
    by: Principal = AS_RESELLER,
) -> Basket:
    lines = tuple(WantedLine(product_id=id, quantity=quantity) for id, quantity in wanted)
    return shop.ask(ShowBasket(account_id=customer, lines=lines), by)


def open_customer(shop: Shop, *, country: str | None, currency: str = "EUR") -> UUID:
    return shop.send(
        OpenAccount(
            new_id=NEW,
            kind=AccountKind.CUSTOMER,
            name="Neos",
            currency=currency,
            reseller_id=RESELLER,
            instance_id=InstanceId(INSTANCE),
            tenant_id="tenant-neos",
            country=country,
        )
    )


def test_s74_without_an_end_customer_there_are_list_prices_only(shop: Shop) -> None:
    [line] = basket(shop, (THE_OFFICE, 2), customer=None).lines
    assert (line.quantity, line.price, line.refusal) == (2, None, None)
    assert [str(price.amount) for price in line.product.list_prices] == ["412.50"]


def test_s75_s76_the_end_customer_s_country_and_currency_decide_each_price(shop: Shop) -> None:
    in_germany = open_customer(shop, country="DE")
    shown = basket(shop, (THE_OFFICE, 3), customer=in_germany)
    [line] = shown.lines
    assert line.price is not None
    assert (str(line.price.listed), str(line.price.payable)) == ("412.50 EUR", "400.00 EUR")
    assert (line.price.country, line.price.source) == ("DE", "list")
    assert (str(line.price.total), str(shown.total)) == ("1200.00 EUR", "1200.00 EUR")
    assert shown.can_be_ordered


def test_d19_a_price_that_a_rate_made_says_so(shop: Shop) -> None:
    shop.rate("4.00")
    in_israel_s_money = open_customer(shop, country="GR", currency="ILS")
    [line] = basket(shop, (THE_OFFICE, 1), customer=in_israel_s_money).lines
    assert line.price is not None
    assert (str(line.price.payable), line.price.source) == ("1650.00 ILS", "rate")


def test_d27_what_cannot_be_ordered_says_why_beside_its_line(shop: Shop) -> None:
    in_germany = open_customer(shop, country="DE")
    shown = basket(shop, (FOR_SCHOOLS, 1), (THE_OFFICE, 1), customer=in_germany)
    schools, office = shown.lines
    assert schools.refusal is not None
    assert schools.refusal.code == "not_available_in_country"
    assert office.price is not None
    assert str(shown.total) == "400.00 EUR"
    assert not shown.can_be_ordered


def test_d18_a_customer_without_address_is_told_once(shop: Shop) -> None:
    nowhere = open_customer(shop, country=None)
    shown = basket(shop, (THE_OFFICE, 1), (FOR_SCHOOLS, 1), customer=nowhere)
    assert shown.trouble is not None
    assert shown.trouble.code == "no_billing_address"
    assert [(line.price, line.refusal) for line in shown.lines] == [(None, None)] * 2
    assert not shown.can_be_ordered


def test_d26_a_quantity_out_of_bounds_is_told_beside_its_line(shop: Shop) -> None:
    [line] = basket(shop, (THE_OFFICE, 10**9)).lines
    assert line.refusal is not None
    assert line.refusal.code == "quantity_out_of_bounds"


def test_d3_nobody_learns_another_customer_s_prices(shop: Shop) -> None:
    with pytest.raises(NotFound):
        basket(shop, (THE_OFFICE, 1), customer=STRANGER)
    with pytest.raises(NotFound):
        basket(shop, (THE_OFFICE, 1), customer=RESELLER, by=AS_KAFENEIO)


def test_a_product_that_nobody_knows_is_no_line(shop: Shop) -> None:
    shown = basket(shop, (UUID(int=7), 1))
    assert (shown.lines, shown.total, shown.can_be_ordered) == ((), None, False)
