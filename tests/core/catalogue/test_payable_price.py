"""The price of one end customer: its own country's list, else that list converted (S75, D19)."""

from decimal import Decimal

from hypothesis import given

from core.catalogue.markets import MarketPrice
from core.catalogue.pricing import derive_payable_price
from core.catalogue.values import Conversion
from core.money import Currency
from core.price import PriceSnapshot
from tests.core.catalogue.prices import (
    AMOUNTS,
    COUNTRIES,
    CURRENCIES,
    RATES,
    conversions,
    exact,
    market_prices,
)
from tests.support.builders import (
    EUR,
    ILS,
    RUN,
    USD,
    a_conversion,
    a_market_price,
    dec,
    listed,
    rules,
)

LISTS = [
    a_market_price("GR", cost="300.00", erp="412.50"),
    a_market_price("DE", cost="310.00", erp="430.00"),
]


def paid(
    country: str,
    currency: Currency,
    *rates: Conversion,
    lists: list[MarketPrice] = LISTS,
    quantity: int = 1,
    override: bool = False,
) -> PriceSnapshot | None:
    obeyed = rules(*rates, override=override)
    derived = derive_payable_price(
        listed(*lists), currency, obeyed, country=country, quantity=quantity
    )
    return derived.snapshot(RUN) if derived else None


def test_s75_the_customers_country_decides_not_the_highest_list() -> None:
    price = paid("GR", EUR)
    assert price is not None
    assert (price.unit_price, price.unit_cost, price.country) == (
        dec("412.50"),
        dec("300.00"),
        "GR",
    )
    assert (price.source, price.rule) == ("list", "price list of GR in EUR")


def test_s76_the_price_comes_with_its_unit_and_billing_term() -> None:
    price = paid("GR", EUR)
    assert price is not None
    assert (price.unit_name, price.billing_term) == ("Licenses", "one time")


def test_d19_a_converted_price_uses_the_customers_own_list_and_names_the_rate() -> None:
    price = paid("GR", ILS, a_conversion("4.015"))
    assert price is not None
    assert (price.unit_price, price.unit_cost) == (dec("1656.19"), dec("1204.50"))
    assert (price.source, price.rate_id, price.rate) == ("rate", "EUR-ILS-1", dec("4.015"))
    assert price.rule == "price list of GR in EUR × 4.015 ILS per EUR"


def test_d12_the_snapshot_keeps_microsofts_cost_in_its_own_currency_and_the_run() -> None:
    price = paid("GR", ILS, a_conversion("4.015"))
    assert price is not None
    assert (price.vendor_unit_cost, price.vendor_currency) == (dec("300.00"), "EUR")
    assert price.run_id == RUN


def test_d19_another_countrys_list_is_never_used() -> None:
    assert paid("AT", EUR) is None
    assert paid("AT", ILS, a_conversion("4.00")) is None


def test_d19_a_rate_of_another_anchor_does_not_help() -> None:
    assert paid("GR", ILS, a_conversion("3.50", anchor=USD)) is None


def test_d19_a_zero_in_the_list_is_no_price_but_a_rate_may_be() -> None:
    lists = [a_market_price("GR", "ILS", "0", "0"), LISTS[0]]
    assert paid("GR", ILS, lists=lists) is None
    price = paid("GR", ILS, a_conversion("4.00"), lists=lists)
    assert price is not None
    assert price.source == "rate"


def test_d19_the_unit_price_is_rounded_before_it_is_multiplied() -> None:
    price = paid("GR", EUR, lists=[a_market_price(cost="0.104", erp="0.105")])
    assert price is not None
    assert (price.total_price(100), price.total_cost(100)) == (dec("11.00"), dec("10.00"))


def test_d20_where_rates_go_first_the_customers_own_list_is_converted() -> None:
    lists = [*LISTS, a_market_price("GR", "ILS", "1.00", "2.00")]
    price = paid("GR", ILS, a_conversion("4.00"), lists=lists, override=True)
    assert price is not None
    assert (price.unit_price, price.rate_id) == (dec("1650.00"), "EUR-ILS-1")
    own = paid("GR", ILS, a_conversion("4.00"), lists=lists)
    assert own is not None
    assert (own.unit_price, own.rate_id) == (dec("2.00"), None)


def test_s75_the_tier_of_the_ordered_quantity_counts_in_lists_and_before_rates() -> None:
    tiers = [*LISTS, a_market_price("GR", cost="250.00", erp="350.00", from_quantity=10)]
    below, from_ten = (
        paid("GR", EUR, lists=tiers, quantity=9),
        paid("GR", EUR, lists=tiers, quantity=10),
    )
    assert below is not None
    assert from_ten is not None
    assert (below.unit_price, from_ten.unit_price) == (dec("412.50"), dec("350.00"))
    assert from_ten.rule == "price list of GR in EUR from 10 licences on"
    converted = paid("GR", ILS, a_conversion("4.00"), lists=tiers, quantity=50)
    assert converted is not None
    assert converted.unit_price == dec("1400.00")
    assert paid("GR", EUR, lists=tiers[2:], quantity=9) is None


@given(AMOUNTS, RATES, CURRENCIES)
def test_d19_a_converted_price_is_what_a_person_would_calculate(
    amount: Decimal, rate: Decimal, currency: Currency
) -> None:
    markets = [MarketPrice("GR", "CHF", amount, amount)]
    conversion = Conversion("CHF-1", Currency("CHF"), currency, rate)
    price = paid("GR", currency, conversion, lists=markets)
    expected = exact(amount, rate, currency)
    assert price is None if expected == 0 else (price and price.unit_price == expected)


@given(market_prices(), COUNTRIES, CURRENCIES, conversions())
def test_d19_a_payable_price_is_above_zero_and_of_the_customers_country_or_there_is_none(
    markets: list[MarketPrice], country: str, currency: Currency, rates: list[Conversion]
) -> None:
    price = paid(country, currency, *rates, lists=markets)
    if price is not None:
        assert price.unit_price > 0
        assert price.unit_cost > 0
        assert (price.country, price.currency) == (country, currency)
