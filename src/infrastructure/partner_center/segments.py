"""The four qualifications in Microsoft's three vocabularies (S37, S60; contract 5.4)."""

from __future__ import annotations

from core.qualification import Qualification

TARGET_SEGMENT = {
    Qualification.COMMERCIAL: "commercial",
    Qualification.EDUCATION: "education",
    Qualification.NON_PROFIT: "nonprofit",
    Qualification.GOVERNMENT: "government",
}
"""What the catalogue calls a qualification."""

SHEET_SEGMENT = {
    "commercial": Qualification.COMMERCIAL,
    "education": Qualification.EDUCATION,
    "charity": Qualification.NON_PROFIT,
    "government": Qualification.GOVERNMENT,
}
"""What a price sheet's `Segment` means, folded to lower case."""

CUSTOMER_QUALIFICATION = {
    "education": Qualification.EDUCATION,
    "nonprofit": Qualification.NON_PROFIT,
    "governmentcommunitycloud": Qualification.GOVERNMENT,
}
"""What a customer's qualification means, folded; `None` and `StateOwnedEntity` sell nothing."""
