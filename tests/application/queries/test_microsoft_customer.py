"""Qualifications with their vetting are read at Microsoft when somebody asks (S37, S63, D26)."""

from dataclasses import replace

import pytest

from application.ports.microsoft.customers import VettedQualification
from application.ports.microsoft.errors import VendorUnavailable
from application.queries.microsoft_customer import MicrosoftCustomerView, ShowMicrosoftCustomer
from core.accounts.errors import NotAMicrosoftCustomer
from core.kernel.errors import Forbidden, NotFound
from core.qualification import Qualification
from tests.support.fakes_faults import unavailable
from tests.support.fakes_people import (
    AS_RESELLER,
    AUDITOR,
    KAFENEIO,
    RESELLER,
    TENANTS,
)
from tests.support.fakes_shop import Shop


def holds(shop: Shop, *held: tuple[Qualification, str | None]) -> MicrosoftCustomerView:
    tenant = TENANTS[KAFENEIO]
    qualifications = tuple(VettedQualification(each, vetting) for each, vetting in held)
    profile = replace(shop.vendor.profiles[tenant], qualifications=qualifications)
    shop.vendor.profiles[tenant] = profile
    return shop.ask(ShowMicrosoftCustomer(account_id=KAFENEIO), AUDITOR)


def test_every_qualification_is_told_with_its_vetting_and_what_follows(shop: Shop) -> None:
    shown = holds(
        shop, (Qualification.EDUCATION, "InReview"), (Qualification.NON_PROFIT, "Approved")
    )
    told = {each.qualification: (each.vetting, each.may_buy) for each in shown.qualifications}
    assert told == {
        "Commercial": (None, True),
        "Education": ("InReview", False),
        "Non-Profit": ("Approved", True),
        "Government Community Cloud": (None, False),
    }


def test_d26_a_qualification_without_vetting_is_enough(shop: Shop) -> None:
    shown = holds(shop, (Qualification.GOVERNMENT, None))
    [government] = [each for each in shown.qualifications if each.held]
    assert (government.vetting, government.may_buy) == (None, True)


def test_d26_relationship_and_agreement_are_told(shop: Shop) -> None:
    shown = holds(shop)
    assert (shown.is_reseller, shown.has_agreed, shown.country) == (True, True, "GR")


def test_it_is_read_anew_each_time_and_a_silent_microsoft_is_told(shop: Shop) -> None:
    shop.vendor.on("profile", unavailable())
    with pytest.raises(VendorUnavailable):
        shop.ask(ShowMicrosoftCustomer(account_id=KAFENEIO))


def test_a_reseller_is_no_customer_and_nobody_else_asks(shop: Shop) -> None:
    with pytest.raises(NotAMicrosoftCustomer):
        shop.ask(ShowMicrosoftCustomer(account_id=RESELLER))
    with pytest.raises(NotFound):
        shop.ask(ShowMicrosoftCustomer(account_id=shop.ids.new()))
    with pytest.raises(Forbidden):
        shop.ask(ShowMicrosoftCustomer(account_id=KAFENEIO), AS_RESELLER)
