"""Organisation, instances, accounts and rates: what must be there before selling (S40–S48)."""

from datetime import timedelta, timezone
from uuid import UUID, uuid5

import pytest
from pydantic import ValidationError

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import InstanceAlreadyRegistered, RegisterInstance
from application.organisation.edit_organisation import EditOrganisation
from application.queries.accounts import ShowAccount
from application.queries.exchange_rates import ListExchangeRates
from application.queries.instances import ListInstances, ShowInstance
from application.queries.organisation import ShowOrganisation
from application.rates.set_exchange_rate import SetExchangeRate
from core.accounts.account import AccountKind, BillingAddress
from core.instances.errors import CurrencyNotEnabled
from core.kernel.errors import Invalid, NotFound, StaleVersion
from core.organisation.errors import CurrencyInUse
from tests.support.builders import dec
from tests.support.fakes_people import INSTANCE, KAFENEIO, RESELLER
from tests.support.fakes_shop import Shop

NEW = UUID("01953a10-0000-7000-8000-0000000000ac")


def rate(shop: Shop, units: str = "4.00", **changed: object) -> str:
    facts = {"anchor": "EUR", "currency": "ILS", "units_per_anchor": units}
    return shop.send(SetExchangeRate.model_validate({**facts, **changed}))


def opening(**changed: object) -> OpenAccount:
    facts = {"new_id": NEW, "kind": AccountKind.CUSTOMER, "name": "New", "currency": "EUR"}
    return OpenAccount.model_validate({**facts, **changed})


def test_the_first_edit_founds_the_organisation() -> None:
    shop = Shop()
    with pytest.raises(NotFound):
        shop.ask(ShowOrganisation())
    with pytest.raises(Invalid, match="no organisation yet"):
        shop.send(EditOrganisation(currencies=("EUR",)))
    shop.send(EditOrganisation(name="Nikos Clouds", currencies=("eur", "ILS")))
    shown = shop.ask(ShowOrganisation())
    assert (shown.name, shown.currencies) == ("Nikos Clouds", ("EUR", "ILS"))


def test_s44_s46_s48_active_currencies_are_enabled_ones_with_a_default(shop: Shop) -> None:
    shop.send(EditInstance(instance_id=INSTANCE, currencies=("ils", "eur")))
    shown = shop.ask(ShowInstance(instance_id=INSTANCE))
    assert (shown.active_currencies, shown.default_currency) == (("ILS", "EUR"), "EUR")
    shop.send(EditInstance(instance_id=INSTANCE, default_currency="ILS"))
    assert shop.ask(ShowInstance(instance_id=INSTANCE)).default_currency == "ILS"
    shop.send(EditInstance(instance_id=INSTANCE, currencies=("EUR",)))
    assert shop.ask(ShowInstance(instance_id=INSTANCE)).default_currency == "EUR"
    with pytest.raises(CurrencyNotEnabled):
        shop.send(EditInstance(instance_id=INSTANCE, currencies=("JPY",)))
    with pytest.raises(StaleVersion):
        shop.send(EditInstance(instance_id=INSTANCE, countries=("AT",), expected_version=1))


def test_s46_a_currency_in_which_an_instance_sells_stays_enabled(shop: Shop) -> None:
    with pytest.raises(CurrencyInUse, match="Hellas sells in ILS") as refused:
        shop.send(EditOrganisation(currencies=("EUR", "USD")))
    assert "--currency EUR --currency USD --currency ILS" in refused.value.advice
    shop.send(EditOrganisation(currencies=("EUR", "ILS")))
    assert shop.ask(ShowOrganisation()).currencies == ("EUR", "ILS")


def test_s33_s43_several_instances_each_a_tenant_of_its_own(shop: Shop) -> None:
    def register(tenant: str) -> None:
        shop.send(RegisterInstance(name="Zweite", partner_tenant=tenant, countries=("AT",)))

    register("second.example")
    with pytest.raises(InstanceAlreadyRegistered):
        register("SECOND.example")
    assert [each.name for each in shop.ask(ListInstances()).items] == ["Hellas", "Zweite"]


def test_s40_s73_d20_rates_are_kept_newest_first_and_none_is_changed(shop: Shop) -> None:
    assert rate(shop) == "EUR-ILS-1"
    shop.clock.pass_by(days=1)
    assert rate(shop, "4.1") == "EUR-ILS-2"
    listed = shop.ask(ListExchangeRates()).items
    assert [(each.rate_id, each.units_per_anchor) for each in listed] == [
        ("EUR-ILS-2", dec("4.1")),
        ("EUR-ILS-1", dec("4.00")),
    ]


def test_d20_a_rates_first_day_is_stored_in_utc(shop: Shop) -> None:
    athens = timezone(timedelta(hours=2))
    begins = shop.clock.now() + timedelta(days=3)
    rate(shop, valid_from=begins.astimezone(athens))
    [stored] = shop.ask(ListExchangeRates()).items
    assert stored.valid_from == begins
    assert stored.valid_from.utcoffset() == timedelta(0)
    with pytest.raises(Invalid, match="time zone"):
        rate(shop, valid_from=begins.replace(tzinfo=None))


@pytest.mark.parametrize("units", ["0", "-4"])
def test_a_rate_is_above_zero(units: str, shop: Shop) -> None:
    with pytest.raises(Invalid):
        rate(shop, units)


@pytest.mark.parametrize("units", ["4e2", "NaN", "4,00", "Infinity", 1e-07])
def test_a_rate_is_a_plain_decimal_never_another_spelling(units: object, shop: Shop) -> None:
    with pytest.raises((Invalid, ValidationError)):
        rate(shop, units_per_anchor=units)


def test_a_repeated_command_opens_one_account(shop: Shop) -> None:
    first = shop.send(opening())
    events = shop.ledger.end()
    assert shop.send(opening(name="Again")) == first
    assert shop.ledger.end() == events


def test_s75_d18_an_address_is_given_and_replaced(shop: Shop) -> None:
    shop.send(EditAccount(account_id=KAFENEIO, address=BillingAddress("de", "Berlin")))
    address = shop.ask(ShowAccount(account_id=KAFENEIO)).address
    assert address is not None
    assert (address.country, address.city) == ("DE", "Berlin")
    with pytest.raises(StaleVersion):
        shop.send(
            EditAccount(account_id=KAFENEIO, address=BillingAddress("GR"), expected_version=1)
        )


def test_an_account_fits_into_what_is_there(shop: Shop) -> None:
    with pytest.raises(CurrencyNotEnabled):
        shop.send(opening(currency="JPY"))
    with pytest.raises(Invalid, match="not a reseller"):
        shop.send(opening(reseller_id=KAFENEIO))
    with pytest.raises(NotFound):
        shop.send(opening(reseller_id=uuid5(RESELLER, "nobody")))
    with pytest.raises(Invalid, match="both"):
        shop.send(opening(tenant_id="tenant"))
    with pytest.raises(NotFound):
        shop.send(opening(tenant_id="tenant", instance_id=uuid5(INSTANCE, "none")))
