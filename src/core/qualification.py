"""The four qualifications that decide who may buy a licence (S37, S60, S61)."""

from __future__ import annotations

from enum import Enum


class Qualification(Enum):
    """A qualification with its segment id in codes and its suffix in names (S57, S60)."""

    COMMERCIAL = ("SEG0001", "Commercial")
    EDUCATION = ("SEG0002", "Education")
    NON_PROFIT = ("SEG0003", "Non-Profit")
    GOVERNMENT = ("SEG0004", "Government Community Cloud")

    def __init__(self, segment_id: str, label: str) -> None:
        self.segment_id = segment_id
        self.label = label

    @property
    def is_for_anyone(self) -> bool:
        """Whether a customer needs not hold it to buy: of the others, Microsoft decides (D26)."""
        return self is Qualification.COMMERCIAL

    @classmethod
    def of_segment(cls, segment_id: str) -> Qualification:
        """The qualification of a segment id such as `SEG0002`; KeyError for any other."""
        return _BY_SEGMENT[segment_id]

    @classmethod
    def of_label(cls, label: str) -> Qualification:
        """The qualification of a label such as `Education`; KeyError for any other."""
        return _BY_LABEL[label]

    def name_of(self, sku_name: str) -> str:
        """Product name: the SKU's name with the qualification in parentheses (S57, S67)."""
        return f"{sku_name} ({self.label})"


_BY_SEGMENT = {each.segment_id: each for each in Qualification}
_BY_LABEL = {each.label: each for each in Qualification}
