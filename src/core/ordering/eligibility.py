"""Who may buy a product of which qualification (S61, S63, D26)."""

from __future__ import annotations

from collections.abc import Mapping

from core.ordering.errors import (
    CountryMismatch,
    CustomerAgreementMissing,
    NoResellerRelationship,
    NotEligible,
)
from core.qualification import Qualification

APPROVED = "Approved"


def is_eligible(qualification: Qualification, held: Mapping[Qualification, str | None]) -> bool:
    """Whether a customer may buy products of a qualification; see `require_eligible`."""
    if qualification.is_for_anyone:
        return True
    return qualification in held and held[qualification] in (None, APPROVED)


def require_eligible(
    product: str, qualification: Qualification, held: Mapping[Qualification, str | None]
) -> None:
    """Commercial is for anyone; the others need an approved vetting, or one that does not exist.

    `held` maps the customer's qualifications to Microsoft's vetting status, None where none exists.

    Raises:
        NotEligible: the customer does not hold the qualification, or it is not approved (D26).
    """
    if is_eligible(qualification, held):
        return
    if qualification not in held:
        raise NotEligible(
            f"{product} is for {qualification.label} customers, and the customer is none.",
            advice="Let Microsoft vet the customer first, or order the commercial product.",
        )
    raise NotEligible(
        f"{product} cannot be ordered yet: Microsoft's vetting of the customer is "
        f"{held[qualification]}.",
        advice="Order it when Microsoft has approved the customer.",
    )


def require_same_country(billing: str, profile: str | None) -> None:
    """
    Raises:
        CountryMismatch: Microsoft's profile names another country than the billing address (D18).
    """
    if profile is not None and profile != billing:
        raise CountryMismatch(
            f"The billing address is in {billing}, but Microsoft's profile is in {profile}.",
            advice="Correct the billing address, or the customer's profile in Partner Center.",
        )


def require_relationship(customer: str, *, is_reseller: bool) -> None:
    """
    Raises:
        NoResellerRelationship: the partner is not the customer's reseller at Microsoft (D26).
    """
    if not is_reseller:
        raise NoResellerRelationship(
            f"Microsoft does not know us as a reseller of {customer}.",
            advice="Send the customer a reseller relationship request in Partner Center.",
        )


def require_agreement(customer: str, *, accepted: bool) -> None:
    """
    Raises:
        CustomerAgreementMissing: the Microsoft Customer Agreement is not accepted (D26).
    """
    if not accepted:
        raise CustomerAgreementMissing(
            f"{customer} has not accepted the Microsoft Customer Agreement.",
            advice="Confirm its acceptance in Partner Center, then quote again.",
        )
