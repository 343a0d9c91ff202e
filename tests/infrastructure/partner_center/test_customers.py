"""Customers as Microsoft knows them (D18, D26)."""

import json
from typing import Any

import httpx
import pytest

from application.ports.vendor import CustomerProfile, VendorRefused, VettedQualification
from core.qualification import Qualification
from tests.infrastructure.partner_center.support import TENANT, Center, fault, fixture


def profile(*qualifications: dict[str, Any], **changes: Any) -> CustomerProfile:
    customer = json.loads(fixture("customer.json")) | changes
    center = Center(
        httpx.Response(200, json=customer), httpx.Response(200, json=list(qualifications))
    )
    known = center.vendor.profile(TENANT)
    assert [request.url.path for request in center.requests] == [
        f"/v1/customers/{TENANT}",
        f"/v1/customers/{TENANT}/qualifications",
    ]
    return known


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


def test_a_customer_that_microsoft_does_not_know_is_a_refusal_with_status_404() -> None:
    with pytest.raises(VendorRefused) as refused:
        Center(fault(404, "60003")).vendor.profile(TENANT)
    assert refused.value.status == 404
