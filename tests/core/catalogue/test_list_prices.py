"""Default prices: the maximum over the countries' lists, else converted (S71, S72, D19, D28)."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.markets import MarketPrice
from core.catalogue.pricing import derive_list_price, list_prices
from core.catalogue.values import Conversion, ListPrice
from core.money import Currency, round_to_minor_unit
from tests.core.catalogue.prices import CURRENCIES, conversions, market_prices
from tests.support.builders import (
    EUR,
    ILS,
    JPY,
    USD,
    a_conversion,
    a_market_price,
    dec,
    listed,
    rules,
)

GREECE = a_market_price("GR", cost="300.00", erp="412.50")
GERMANY = a_market_price("DE", cost="310.00", erp="400.00")


def list_price(
    markets: Sequence[MarketPrice],
    currency: Currency,
    conversions: Sequence[Conversion] = (),
    *,
    override: bool = False,
    quantity: int = 1,
) -> ListPrice | None:
    obeyed = rules(*conversions, override=override)
    derived = derive_list_price(listed(*markets), currency, obeyed, quantity=quantity)
    return derived.list_price() if derived else None


def test_s71_d28_purchase_and_sell_are_the_highest_each_with_its_own_country() -> None:
    price = list_price([GREECE, GERMANY], EUR)
    assert price is not None
    assert (price.purchase, price.purchase_country) == (dec("310.00"), "DE")
    assert (price.sell, price.sell_country) == (dec("412.50"), "GR")
    assert (price.source, price.rate_id) == ("list", None)


def test_s71_of_equal_prices_the_first_country_in_the_alphabet_wins() -> None:
    same = [a_market_price("GR"), a_market_price("CY"), a_market_price("DE")]
    price = list_price(same, EUR)
    assert price is not None
    assert (price.purchase_country, price.sell_country) == ("CY", "CY")


def test_s70_s71_a_dearer_list_in_another_currency_does_not_count() -> None:
    america = a_market_price("US", "USD", "900.00", "1000.00")
    price = list_price([GREECE, america], EUR)
    assert price is not None
    assert (price.sell, price.sell_country) == (dec("412.50"), "GR")


def test_d28_a_sell_price_below_purchase_is_flagged_and_kept() -> None:
    markets = [
        a_market_price("GR", cost="300.00", erp="320.00"),
        a_market_price("DE", cost="350.00", erp="310.00"),
    ]
    price = list_price(markets, EUR)
    assert price is not None
    assert (price.purchase, price.sell) == (dec("350.00"), dec("320.00"))
    assert price.sells_below_purchase
    fine = list_price([GREECE, GERMANY], EUR)
    assert fine is not None
    assert not fine.sells_below_purchase


def test_s72_s73_an_unsupported_currency_is_converted_from_its_anchors_maximum() -> None:
    price = list_price([GREECE, GERMANY], ILS, [a_conversion("4.015")])
    assert price is not None
    assert (price.purchase, price.sell) == (dec("1244.65"), dec("1656.19"))
    assert (price.source, price.rate_id) == ("rate", "EUR-ILS-1")
    assert (price.purchase_country, price.sell_country) == ("DE", "GR")


def test_d19_a_price_list_goes_before_an_exchange_rate() -> None:
    israel = a_market_price("IL", "ILS", "1.00", "2.00")
    price = list_price([GREECE, israel], ILS, [a_conversion("4.00")])
    assert price is not None
    assert (price.sell, price.source) == (dec("2.00"), "list")


def test_d20_an_organisation_may_let_rates_go_before_lists() -> None:
    israel = a_market_price("IL", "ILS", "1.00", "2.00")
    price = list_price([GREECE, israel], ILS, [a_conversion("4.00")], override=True)
    assert price is not None
    assert (price.sell, price.rate_id) == (dec("1650.00"), "EUR-ILS-1")
    without = list_price([GREECE, israel], ILS, override=True)
    assert without is not None
    assert (without.sell, without.source) == (dec("2.00"), "list")


def test_d19_with_several_anchors_the_highest_sell_price_is_shown() -> None:
    dollars = a_market_price("US", "USD", "300.00", "500.00")
    rates = [a_conversion("4.00"), a_conversion("3.50", anchor=USD)]
    price = list_price([GREECE, dollars], ILS, rates)
    assert price is not None
    assert (price.sell, price.rate_id) == (dec("1750.00"), "USD-ILS-1")


def test_d19_a_currency_without_any_source_has_no_price_and_never_zero() -> None:
    assert list_price([GREECE], JPY, [a_conversion("4.00")]) is None
    assert list_price([], EUR) is None
    known = list_price([GREECE], EUR)
    assert list_prices(listed(GREECE), (EUR, JPY), rules()) == (known,)


def test_d19_what_rounds_to_zero_is_no_price() -> None:
    assert list_price([GREECE], JPY, [a_conversion("0.001", to=JPY)]) is None
    assert list_price([a_market_price(cost="0", erp="0")], EUR) is None


def test_s72_yen_are_rounded_to_whole_ones() -> None:
    price = list_price([GREECE], JPY, [a_conversion("161.5", to=JPY)])
    assert price is not None
    assert (str(price.purchase), str(price.sell)) == ("48450", "66619")


def test_s71_d26_the_tier_of_the_smallest_order_counts() -> None:
    lists = [GREECE, a_market_price("GR", cost="250.00", erp="350.00", from_quantity=5)]
    first, fifth = list_price(lists, EUR), list_price(lists, EUR, quantity=5)
    assert first is not None
    assert fifth is not None
    assert (first.sell, fifth.sell) == (dec("412.50"), dec("350.00"))
    assert list_price(lists[1:], EUR) is None, "nobody can order one"


@given(market_prices(), CURRENCIES, conversions(), st.randoms())
def test_s71_the_order_of_the_lists_changes_nothing(
    markets: list[MarketPrice], currency: Currency, rates: list[Conversion], random: object
) -> None:
    shuffled, turned = list(markets), list(rates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert list_price(markets, currency, rates) == list_price(shuffled, currency, turned)


@given(market_prices(), CURRENCIES, conversions())
def test_d28_each_maximum_is_one_list_price_and_none_is_above_it(
    markets: list[MarketPrice], currency: Currency, rates: list[Conversion]
) -> None:
    price = list_price(markets, currency, rates)
    own = [each for each in markets if each.currency == currency and each.from_quantity == 1]
    if price is None or price.source == "rate":
        assert all(market.cost < 1 for market in own) or all(market.erp < 1 for market in own)
        return
    assert price.purchase == max(round_to_minor_unit(each.cost, currency) for each in own)
    assert price.sell == max(round_to_minor_unit(each.erp, currency) for each in own)
    won = {each.country: each for each in own}
    assert round_to_minor_unit(won[price.purchase_country].cost, currency) == price.purchase
    assert round_to_minor_unit(won[price.sell_country].erp, currency) == price.sell


@given(market_prices(), CURRENCIES, conversions())
def test_d19_no_price_is_ever_zero(
    markets: list[MarketPrice], currency: Currency, rates: list[Conversion]
) -> None:
    price = list_price(markets, currency, rates)
    assert price is None or (price.purchase > 0 and price.sell > 0)
