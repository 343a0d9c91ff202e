"""Who may buy a product of which qualification (S61, S63, D18, D26)."""

import pytest

from core.ordering.eligibility import (
    require_agreement,
    require_eligible,
    require_relationship,
    require_same_country,
)
from core.ordering.errors import (
    CountryMismatch,
    CustomerAgreementMissing,
    NoResellerRelationship,
    NotEligible,
)
from core.qualification import Qualification

OTHERS = [each for each in Qualification if each is not Qualification.COMMERCIAL]


def test_d26_commercial_is_for_anyone() -> None:
    require_eligible("Office", Qualification.COMMERCIAL, {})
    require_eligible("Office", Qualification.COMMERCIAL, {Qualification.EDUCATION: "Denied"})


@pytest.mark.parametrize("qualification", OTHERS, ids=str)
@pytest.mark.parametrize("vetting", ["Approved", None])
def test_d26_an_approved_qualification_or_one_that_is_not_vetted_may_buy(
    qualification: Qualification, vetting: str | None
) -> None:
    require_eligible("Office", qualification, {qualification: vetting})


@pytest.mark.parametrize("qualification", OTHERS, ids=str)
@pytest.mark.parametrize("vetting", ["InReview", "Denied", "NotStarted", "Expired", ""])
def test_s63_d26_any_other_vetting_blocks_and_says_so(
    qualification: Qualification, vetting: str
) -> None:
    with pytest.raises(NotEligible, match=f"vetting of the customer is {vetting}"):
        require_eligible("Office", qualification, {qualification: vetting})


@pytest.mark.parametrize("qualification", OTHERS, ids=str)
def test_s61_d26_an_absent_qualification_blocks_whatever_else_is_held(
    qualification: Qualification,
) -> None:
    held = {each: "Approved" for each in Qualification if each is not qualification}
    with pytest.raises(NotEligible, match=qualification.label):
        require_eligible("Office", qualification, held)


def test_d18_microsofts_country_is_the_billing_addresss_or_not_known() -> None:
    require_same_country("GR", "GR")
    require_same_country("GR", None)
    with pytest.raises(CountryMismatch, match="GR, but Microsoft's profile is in DE"):
        require_same_country("GR", "DE")


def test_d26_microsoft_sells_only_to_customers_who_accepted_its_agreement() -> None:
    require_agreement("Kafeneio", accepted=True)
    with pytest.raises(CustomerAgreementMissing, match="Kafeneio has not accepted") as refused:
        require_agreement("Kafeneio", accepted=False)
    assert "then quote again" in refused.value.advice


def test_d26_microsoft_sells_only_to_customers_who_accepted_the_partner() -> None:
    require_relationship("Kafeneio", is_reseller=True)
    with pytest.raises(NoResellerRelationship, match="a reseller of Kafeneio") as refused:
        require_relationship("Kafeneio", is_reseller=False)
    assert "relationship request" in refused.value.advice
