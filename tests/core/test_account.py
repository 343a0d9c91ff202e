"""Accounts: resellers and customers, their country and their tenant (D2, D18)."""

from typing import Any

import pytest

from core.accounts.account import Account, AccountKind, BillingAddress
from core.accounts.errors import NoBillingAddress, NotAMicrosoftCustomer, ResellerWithoutMpnId
from core.accounts.events import BillingAddressGiven, MpnIdGiven
from core.kernel.errors import Invalid
from tests.support.builders import CUSTOMER, INSTANCE, RESELLER, TENANT, an_account
from tests.support.scenario import Scenario, fact, minutes, scenario

OPENED = an_account().pending[0]
GIVEN = fact(BillingAddressGiven, country="GR", city="Athens", postal_code="", street="")


def account(*history: object) -> Scenario[Account]:
    return scenario(Account, CUSTOMER).given(OPENED, *history)  # type: ignore[arg-type]


def giving(country: str) -> Any:
    return lambda it: it.give_address(BillingAddress(country, "Athens"), at=minutes(1))


def test_s75_d18_the_country_is_the_billing_addresss() -> None:
    assert account().when(giving(" gr ")).then(GIVEN).require_country() == "GR"
    account(GIVEN).when(giving("GR")).then_nothing()


def test_d18_without_a_billing_address_there_is_no_price() -> None:
    account().when(lambda it: it.require_country()).then_refused(NoBillingAddress)


@pytest.mark.parametrize("country", ["", "Greece", "G1"])
def test_d18_a_country_is_an_iso_code(country: str) -> None:
    account().when(giving(country)).then_refused(Invalid)


def test_a_customer_of_microsoft_has_a_tenant_in_the_reach_of_one_instance() -> None:
    microsoft = account().aggregate.require_microsoft()
    assert (microsoft.instance_id, microsoft.tenant_id) == (INSTANCE, TENANT)
    with pytest.raises(NotAMicrosoftCustomer):
        an_account(microsoft=None).require_microsoft()


def test_d2_a_customer_may_belong_to_a_reseller_and_a_reseller_to_nobody() -> None:
    assert an_account(reseller_id=RESELLER).details.reseller_id == RESELLER
    with pytest.raises(Invalid, match="another reseller"):
        an_account(kind=AccountKind.RESELLER, reseller_id=RESELLER)
    with pytest.raises(Invalid, match="name"):
        an_account(name=" ")


def reseller(*history: object) -> Scenario[Account]:
    opened = an_account(kind=AccountKind.RESELLER, microsoft=None).pending[0]
    return scenario(Account, CUSTOMER).given(opened, *history)  # type: ignore[arg-type]


def calling_itself(mpn_id: str) -> Any:
    return lambda it: it.give_mpn_id(mpn_id, at=minutes(1))


def test_d26_a_reseller_has_an_mpn_id_that_may_be_corrected() -> None:
    given, corrected = fact(MpnIdGiven, mpn_id="4390934"), fact(MpnIdGiven, mpn_id="4390935")
    assert reseller().when(calling_itself(" 4390934 ")).then(given).require_mpn_id() == "4390934"
    reseller(given).when(calling_itself("4390934")).then_nothing()
    reseller(given).when(calling_itself("4390935")).then(corrected)


def test_d26_a_reseller_without_mpn_id_is_told_how_to_give_it() -> None:
    refused = reseller().when(lambda it: it.require_mpn_id()).then_refused(ResellerWithoutMpnId)
    assert "--mpn-id" in refused.advice


@pytest.mark.parametrize("mpn_id", ["", "MPN", "43909.34", "-1", "12345678901", "٤٣٩"])
def test_d26_an_mpn_id_is_a_number(mpn_id: str) -> None:
    reseller().when(calling_itself(mpn_id)).then_refused(Invalid, "no MPN id")


def test_d26_a_customer_has_no_mpn_id() -> None:
    account().when(calling_itself("4390934")).then_refused(Invalid, "no reseller")
