"""Which of the exchange rates that were ever set holds now (S72, D20)."""

from datetime import timedelta

from application.queries.rates_in_force import RatesInForce
from tests.support.fakes_shop import Shop


def held(shop: Shop) -> set[str]:
    return {each.rate_id for each in shop.ask(RatesInForce())}


def test_d20_a_new_rate_of_the_pair_supersedes_and_one_to_come_waits_for_its_day(
    shop: Shop,
) -> None:
    before = held(shop)
    first = shop.rate("5.10", anchor="EUR", to="BRL")
    assert held(shop) == {*before, first}

    second = shop.rate("5.20", anchor="EUR", to="BRL")
    tomorrow = shop.clock.now() + timedelta(days=1)
    third = shop.rate("5.30", anchor="EUR", to="BRL", valid_from=tomorrow)
    other = shop.rate("4.90", anchor="USD", to="BRL")
    assert held(shop) == {*before, second, other}

    shop.clock.pass_by(days=2)
    assert held(shop) == {*before, third, other}
