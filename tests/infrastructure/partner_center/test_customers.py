"""Customers as Microsoft knows them (D18, D26)."""

import json
from typing import Any

import httpx
import pytest

from application.ports.microsoft.customers import CustomerProfile, VettedQualification
from application.ports.microsoft.errors import VendorRefused
from core.qualification import Qualification
from tests.infrastructure.partner_center.support import TENANT, Center, fault, fixture

AGREED = httpx.Response(200, json={"items": [{"type": "MicrosoftCustomerAgreement"}]})
NOTHING_AGREED = httpx.Response(200, json={"totalCount": 0, "items": []})


def profile(*qualifications: dict[str, Any], **changes: Any) -> CustomerProfile:
    customer = json.loads(fixture("customer.json")) | changes
    center = Center(
        httpx.Response(200, json=customer), httpx.Response(200, json=list(qualifications)), AGREED
    )
    known = center.vendor.profile(TENANT)
    assert [request.url.path for request in center.requests] == [
        f"/v1/customers/{TENANT}",
        f"/v1/customers/{TENANT}/qualifications",
        f"/v1/customers/{TENANT}/agreements",
    ]
    assert center.requests[-1].url.params["agreementType"] == "MicrosoftCustomerAgreement"
    return known


def agreed(*answers: httpx.Response) -> bool:
    customer = httpx.Response(200, content=fixture("customer.json"))
    center = Center(customer, httpx.Response(200, json=[]), *answers)
    return center.vendor.profile(TENANT).has_agreed


def test_d18_the_billing_address_tells_the_country() -> None:
    known = profile()
    assert (known.tenant_id, known.name, known.country) == (TENANT, "Contoso Werke GmbH", "DE")
    assert profile(billingProfile=None).country == "AT"
    assert profile(billingProfile=None, companyProfile=None).country is None


def test_d26_qualifications_come_with_microsoft_s_word_about_their_vetting() -> None:
    known = profile(
        {"qualification": "education", "vettingStatus": "InReview"},
        {"qualification": "Nonprofit"},
        {"qualification": "GovernmentCommunityCloud", "vettingStatus": "Approved"},
        {"qualification": "StateOwnedEntity"},
        {"qualification": "None"},
        {"qualification": "SomethingNew", "vettingStatus": "Approved"},
    )
    assert known.qualifications == (
        VettedQualification(Qualification.EDUCATION, "InReview"),
        VettedQualification(Qualification.NON_PROFIT, None),
        VettedQualification(Qualification.GOVERNMENT, "Approved"),
    )


def test_d26_the_agreement_may_be_confirmed_by_the_partner_or_signed_by_the_customer() -> None:
    assert agreed(AGREED)
    assert agreed(NOTHING_AGREED, httpx.Response(200, json={"isSigned": True}))
    assert not agreed(NOTHING_AGREED, httpx.Response(200, json={"isSigned": False}))
    assert not agreed(NOTHING_AGREED, fault(404, "60003"))


@pytest.mark.parametrize(
    ("relationship", "is_reseller"), [("reseller", True), ("none", False), (None, False)]
)
def test_d26_only_a_reseller_relationship_lets_us_sell(
    relationship: str | None, is_reseller: bool
) -> None:
    assert profile(relationshipToPartner=relationship).is_reseller is is_reseller


def test_a_customer_that_microsoft_does_not_know_is_a_refusal_with_status_404() -> None:
    with pytest.raises(VendorRefused) as refused:
        Center(fault(404, "60003")).vendor.profile(TENANT)
    assert refused.value.status == 404
