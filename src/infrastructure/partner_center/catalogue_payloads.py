"""Products, SKUs and availabilities as Microsoft writes them (contract 4)."""

from __future__ import annotations

from pydantic import Field

from infrastructure.partner_center.wire import Wire, Word

WITHOUT_MAXIMUM = 999_999_999
"""Microsoft's own number for a quantity without a limit."""


class ProductPayload(Wire):
    id: str = Field(min_length=1)
    title: str = ""
    description: str = ""


class SkuPayload(Wire):
    id: str = Field(min_length=1)
    title: str = ""
    description: str = ""
    minimum_quantity: int = 1
    maximum_quantity: int = WITHOUT_MAXIMUM
    is_trial: bool = False
    supported_billing_cycles: tuple[Word, ...] = ()

    @property
    def is_perpetual(self) -> bool:
        return "onetime" in self.supported_billing_cycles and not self.is_trial


class AvailabilityPayload(Wire):
    """The item to put in a cart; its segment and country may be left out."""

    catalog_item_id: str = Field(min_length=1)
    segment: Word = ""
    country: str = ""
    is_purchasable: bool = False
