"""A customer as Microsoft knows it: name, country and vetted qualifications (D26)."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import RootModel

from application.ports.microsoft.customers import CustomerProfile, VettedQualification
from application.ports.microsoft.errors import VendorRefused
from infrastructure.partner_center.connection import Connection, Read, quoted
from infrastructure.partner_center.pages import Page, all_items
from infrastructure.partner_center.segments import CUSTOMER_QUALIFICATION
from infrastructure.partner_center.wire import Wire, Word, folded


class _Address(Wire):
    country: str = ""


class _CompanyProfile(Wire):
    company_name: str = ""
    address: _Address = _Address()


class _BillingProfile(Wire):
    company_name: str = ""
    default_address: _Address = _Address()


class CustomerPayload(Wire):
    id: str
    company_profile: _CompanyProfile = _CompanyProfile()
    billing_profile: _BillingProfile = _BillingProfile()
    relationship_to_partner: Word = ""


class QualificationPayload(Wire):
    qualification: str = ""
    vetting_status: str | None = None


class QualificationsPayload(RootModel[tuple[QualificationPayload, ...]]):
    """A bare array, unlike Microsoft's other lists."""


class AgreementPayload(Wire):
    """An accepted agreement; when and by whom does not matter here."""

    template_id: str = ""


class SignaturePayload(Wire):
    """Whether the customer signed with Microsoft itself, without the partner."""

    is_signed: bool = False


@dataclass(frozen=True)
class PartnerCenterCustomers:
    """Implements VendorCustomers; errors are those of the port."""

    connection: Connection

    def profile(self, tenant_id: str) -> CustomerProfile:
        url = f"{self.connection.address.commerce}/customers/{quoted(tenant_id)}"
        customer = self.connection.document(Read(url), CustomerPayload)
        vetted = self.connection.document(Read(f"{url}/qualifications"), QualificationsPayload)
        return profile_of(customer, vetted, has_agreed=self._has_agreed(url))

    def _has_agreed(self, customer: str) -> bool:
        """Asked by name: unless it is named, Microsoft answers about an older agreement."""
        named = Read(f"{customer}/agreements", {"agreementType": "MicrosoftCustomerAgreement"})
        return bool(
            all_items(self.connection, named, Page[AgreementPayload])
        ) or self._has_signed_directly(customer)

    def _has_signed_directly(self, customer: str) -> bool:
        url = f"{customer}/directSignedMicrosoftCustomerAgreementStatus"
        try:
            return self.connection.document(Read(url), SignaturePayload).is_signed
        except VendorRefused:
            return False


def profile_of(
    customer: CustomerPayload, vetted: QualificationsPayload, *, has_agreed: bool
) -> CustomerProfile:
    """The billing address tells the country (D18), else the company's own."""
    billing, company = customer.billing_profile, customer.company_profile
    country = billing.default_address.country or company.address.country
    return CustomerProfile(
        tenant_id=customer.id,
        name=company.company_name or billing.company_name,
        country=country.upper() or None,
        qualifications=tuple(
            VettedQualification(CUSTOMER_QUALIFICATION[word], each.vetting_status)
            for each in vetted.root
            if (word := folded(each.qualification)) in CUSTOMER_QUALIFICATION
        ),
        is_reseller=customer.relationship_to_partner == "reseller",
        has_agreed=has_agreed,
    )
