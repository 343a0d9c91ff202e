"""Who the partner's customers are at Microsoft (D26)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.qualification import Qualification


@dataclass(frozen=True)
class VettedQualification:
    """`vetting` is Microsoft's word (Approved, InReview, Denied …) or None where none exists."""

    qualification: Qualification
    vetting: str | None


@dataclass(frozen=True)
class CustomerProfile:
    """What Microsoft knows of a customer; Commercial needs no qualification (D26).

    `is_reseller` tells whether the partner is its reseller, `has_agreed` whether it accepted the
    Microsoft Customer Agreement.
    """

    tenant_id: str
    name: str
    country: str | None
    qualifications: tuple[VettedQualification, ...]
    is_reseller: bool
    has_agreed: bool


class VendorCustomers(Protocol):
    """Who the partner's customers are at Microsoft; one partner tenant."""

    def profile(self, tenant_id: str) -> CustomerProfile:
        """
        Raises:
            VendorRefused: Microsoft does not know the customer (status 404).
            VendorUnavailable: no usable answer.
        """
        ...
