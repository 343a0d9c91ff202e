"""What may be resold at Microsoft, and at which prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.catalogue.markets import CountryPrices
from core.catalogue.values import Offer, QuarantinedRow
from core.qualification import Qualification


@dataclass(frozen=True)
class PriceSheet:
    """A country's software sheet: the prices that hold, and the raw bytes with their hash.

    Of its `rows`, `quarantined` could not be used; `quarantine` tells the first 200 of them (D25).
    """

    country: str
    prices: CountryPrices
    rows: int
    quarantine: tuple[QuarantinedRow, ...]
    quarantined: int
    raw: bytes
    sha256: str


class VendorCatalogue(Protocol):
    """What may be resold, and at which prices; one partner tenant."""

    def offers(self, country: str, qualification: Qualification, locale: str) -> tuple[Offer, ...]:
        """Texts are in the `locale`, such as `de-DE`, or in English where Microsoft lacks it.

        Raises:
            VendorRefused: not eligible for that segment or view (403 400030, 400036; S64).
            VendorUnavailable: no usable answer.
        """
        ...

    def price_sheet(self, country: str, today: datetime) -> PriceSheet:
        """Rows effective at a UTC time.

        Raises:
            VendorRefused, VendorUnavailable: as for `offers`.
        """
        ...
