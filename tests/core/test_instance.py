"""Instances and their active currencies (S41, S43, S44, S46, S48)."""

from typing import Any

import pytest

from core.instances.errors import CurrencyNotEnabled, NoActiveCurrency
from core.instances.events import ActiveCurrenciesChosen, CountriesChosen
from core.instances.instance import Instance
from core.kernel.errors import Invalid
from core.money import Currency
from tests.support.builders import EUR, ILS, INSTANCE, USD, an_instance
from tests.support.scenario import Scenario, fact, minutes, scenario

REGISTERED = an_instance().pending[0]
CHOSEN = fact(ActiveCurrenciesChosen, currencies=("EUR", "ILS"), default="EUR")


def instance(*history: object) -> Scenario[Instance]:
    return scenario(Instance, INSTANCE).given(REGISTERED, *history)  # type: ignore[arg-type]


def choosing(*currencies: Currency, default: Currency = EUR) -> Any:
    return lambda it: it.choose_currencies(
        currencies, default=default, enabled=(EUR, ILS), at=minutes(1)
    )


def test_s43_one_instance_per_partner_center_tenant() -> None:
    assert an_instance().id == an_instance(partner_tenant="PARTNER.example").id == INSTANCE
    assert an_instance(partner_tenant="other.example").id != INSTANCE


def test_s41_without_an_active_currency_nothing_is_synced() -> None:
    refused = instance().when(lambda it: it.require_currencies()).then_refused(NoActiveCurrency)
    assert "--currency" in refused.advice


def test_s44_s48_active_currencies_have_a_default() -> None:
    chosen = instance().when(choosing(EUR, ILS)).then(CHOSEN)
    assert chosen.require_currencies() == (EUR, ILS)
    assert chosen.default_currency == EUR


def test_s46_only_enabled_currencies_are_chosen() -> None:
    instance().when(choosing(EUR, USD)).then_refused(CurrencyNotEnabled, "USD is not enabled")


@pytest.mark.parametrize("currencies", [(ILS,), ()])
def test_s48_the_default_is_one_of_the_active_ones(currencies: tuple[Currency, ...]) -> None:
    instance().when(choosing(*currencies)).then_refused(Invalid)


def test_choosing_the_same_again_is_no_change_and_a_new_default_is_one_s48() -> None:
    instance(CHOSEN).when(choosing(EUR, ILS, EUR)).then_nothing()
    moved = fact(ActiveCurrenciesChosen, currencies=("EUR", "ILS"), default="ILS")
    instance(CHOSEN).when(choosing(EUR, ILS, default=ILS)).then(moved)


def test_d21_a_currency_may_be_removed() -> None:
    only = fact(ActiveCurrenciesChosen, currencies=("EUR",), default="EUR")
    assert instance(CHOSEN).when(choosing(EUR)).then(only).currencies == (EUR,)


def test_s66_countries_are_iso_codes_each_once() -> None:
    chosen = fact(CountriesChosen, countries=("AT", "GR"))
    given = instance().when(lambda it: it.choose_countries(("at", "GR ", "AT"), at=minutes(1)))
    assert given.then(chosen).countries == ("AT", "GR")
    instance(chosen).when(
        lambda it: it.choose_countries(("AT", "GR"), at=minutes(1))
    ).then_nothing()


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"partner_tenant": ""}, {"countries": ()}, {"countries": ("Greece",)}],
    ids=str,
)
def test_an_instance_needs_a_name_a_tenant_and_countries(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        an_instance(**wrong)


def test_s33_an_instance_never_holds_credentials_only_their_name() -> None:
    assert an_instance().settings.credentials == "default"
