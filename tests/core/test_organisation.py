"""The organisation and the reference data of perpetual licences (S46, S50–S55, S84–S88)."""

import pytest

from core.ids import THE_ORGANISATION
from core.kernel.errors import Invalid
from core.organisation.events import (
    CurrenciesEnabled,
    OrganisationRenamed,
    RatePolicyChosen,
    ServicesDefined,
)
from core.organisation.organisation import Organisation
from tests.support.builders import EUR, ILS
from tests.support.scenario import NOON, Scenario, fact, minutes, scenario

FOUNDED = Organisation.found(name="Nikos Clouds", at=NOON).pending[0]
DEFINED = fact(
    ServicesDefined,
    product_type="Microsoft Perpetual Licenses",
    properties=("Perpetual License SKU", "Qualification"),
    asset_type="Licenses",
    custom_fields=("Perpetual Order ID", "Perpetual Order ID Alias", "Perpetual ID", "Catalog ID"),
    unit_group="Recurring Charge",
    unit="Licenses",
)


def organisation(*history: object) -> Scenario[Organisation]:
    return scenario(Organisation, THE_ORGANISATION).given(FOUNDED, *history)  # type: ignore[arg-type]


def test_s50_s53_s54_s55_s84_s86_s87_the_services_are_defined_as_the_pages_name_them() -> None:
    organisation().when(lambda it: it.define_services(at=minutes(1))).then(DEFINED)


def test_s50_defining_the_services_again_changes_nothing() -> None:
    organisation(DEFINED).when(lambda it: it.define_services(at=minutes(1))).then_nothing()


def test_s46_enabled_currencies_replace_the_former_ones() -> None:
    enabled = fact(CurrenciesEnabled, currencies=("EUR", "ILS"))
    given = organisation().when(lambda it: it.enable_currencies((EUR, ILS, EUR), at=minutes(1)))
    assert given.then(enabled).currencies == (EUR, ILS)
    organisation(enabled).when(
        lambda it: it.enable_currencies((EUR, ILS), at=minutes(1))
    ).then_nothing()
    organisation(enabled).when(lambda it: it.enable_currencies((), at=minutes(1))).then_refused(
        Invalid
    )


def test_an_organisation_has_a_name() -> None:
    renamed = fact(OrganisationRenamed, name="Other")
    organisation().when(lambda it: it.rename(" Other ", at=minutes(1))).then(renamed)
    organisation().when(lambda it: it.rename("Nikos Clouds", at=minutes(1))).then_nothing()
    with pytest.raises(Invalid, match="name"):
        Organisation.found(name=" ", at=NOON)


def test_d20_the_organisation_decides_whether_rates_go_before_lists() -> None:
    chosen = fact(RatePolicyChosen, rates_override_lists=True)
    lists = organisation().aggregate
    assert not lists.rates_override_lists, "Microsoft's lists go first unless somebody says so"
    organisation().when(lambda it: it.let_rates_override_lists(True, at=minutes(1))).then(chosen)
    organisation(chosen).when(
        lambda it: it.let_rates_override_lists(True, at=minutes(1))
    ).then_nothing()
    back = fact(RatePolicyChosen, rates_override_lists=False)
    organisation(chosen).when(lambda it: it.let_rates_override_lists(False, at=minutes(1))).then(
        back
    )
