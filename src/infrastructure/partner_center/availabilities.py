"""Which of a SKU's availabilities a customer's cart takes now."""

from __future__ import annotations

from collections.abc import Iterable

from application.ports.microsoft.errors import VendorRefused
from core.catalogue.values import CatalogId, ProductCode
from infrastructure.partner_center.catalogue_payloads import AvailabilityPayload
from infrastructure.partner_center.segments import TARGET_SEGMENT


def to_buy(
    availabilities: Iterable[AvailabilityPayload], code: ProductCode, country: str
) -> CatalogId:
    """The first purchasable item of the product's segment and country.

    Raises:
        VendorRefused: there is none; `vendor_code` is `not_available` (D27).
    """
    segment = TARGET_SEGMENT[code.qualification]
    for each in availabilities:
        fits = each.segment in (segment, "") and each.country.upper() in (country.upper(), "")
        if fits and each.is_purchasable:
            return CatalogId(each.catalog_item_id)
    raise VendorRefused(
        "not_available", f"{code} cannot be bought for this customer in {country}.", status=200
    )
