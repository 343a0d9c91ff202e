"""What the partner may resell in a country to a qualification, and at which prices (S64, D28)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import uuid4

from application.ports.microsoft.catalogue import PriceSheet
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from core.catalogue.values import Offer, ProductCode
from core.kernel.errors import Invalid
from core.qualification import Qualification
from infrastructure.partner_center.catalogue_payloads import ProductPayload, SkuPayload
from infrastructure.partner_center.connection import Connection, Read, quoted
from infrastructure.partner_center.pages import Page, all_items
from infrastructure.partner_center.segments import TARGET_SEGMENT
from infrastructure.partner_center.sheets.price_sheet import price_sheet
from infrastructure.partner_center.tokens import Audience

AT_ONCE = 8
"""Requests that one list of offers sends in parallel."""

NOT_ELIGIBLE = frozenset({"400030", "400036"})
"""Microsoft's codes for a segment or a view that the partner may not sell (contract 4.1)."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PartnerCenterCatalogue:
    """Implements VendorCatalogue; errors are those of the port."""

    connection: Connection

    def offers(self, country: str, qualification: Qualification, locale: str) -> tuple[Offer, ...]:
        segment = {"country": country, "targetSegment": TARGET_SEGMENT[qualification]}
        url = f"{self.connection.address.commerce}/products"
        wanted = Read(
            url,
            {**segment, "targetView": "SoftwarePerpetual"},
            {"X-Locale": locale},
        )
        products = self._listed(wanted)
        listings = [
            Read(f"{url}/{quoted(product.id)}/skus", segment, wanted.headers)
            for product in products
        ]
        found = {
            offer.code: offer
            for product, skus in zip(products, self._skus(listings), strict=True)
            for offer in offers_of(product, skus, country, qualification)
        }
        return tuple(found[code] for code in sorted(found))

    def price_sheet(self, country: str, today: datetime) -> PriceSheet:
        sheet = f"pricesheets(Market='{quoted(country)}',PricesheetView='software')/$value"
        wanted = Read(
            f"{self.connection.address.sales}/{sheet}",
            {"timeline": "current"},
            {"Accept": "*/*", "client-request-id": str(uuid4())},
            Audience.PRICE_SHEETS,
        )
        return price_sheet(self.connection.get(wanted).content, country, today)

    def _listed(self, wanted: Read) -> tuple[ProductPayload, ...]:
        """
        Raises:
            VendorRefused: with Microsoft's code; where it is about the segment or the view, the
                partner is not eligible to resell there (S64).
        """
        try:
            return all_items(self.connection, wanted, Page[ProductPayload])
        except VendorRefused as refused:
            if refused.vendor_code not in NOT_ELIGIBLE:
                raise
            message = f"not eligible to resell here ({refused.vendor_message})"
            raise VendorRefused(refused.vendor_code, message, status=refused.status) from refused

    def _skus(self, listings: Iterable[Read]) -> list[tuple[SkuPayload, ...]]:
        with ThreadPoolExecutor(AT_ONCE, "offers") as pool:
            read = partial(all_items, self.connection, kind=Page[SkuPayload])
            return list(pool.map(read, listings))


def offers_of(
    product: ProductPayload,
    skus: tuple[SkuPayload, ...],
    country: str,
    qualification: Qualification,
) -> Iterator[Offer]:
    """The perpetual ones among a product's SKUs; an id that fits no product code is left out.

    Raises:
        VendorUnavailable: neither the SKU nor its product has a title, so that the list is no good.
    """
    for sku in filter(lambda each: each.is_perpetual, skus):
        try:
            code = ProductCode.parse(f"{product.id}:{sku.id}:{qualification.segment_id}")
        except Invalid as refused:
            _log.warning("Microsoft's SKU was left out: %s", refused.message)
            continue
        yield Offer(
            code=code,
            country=country,
            sku_name=_title(product, sku),
            description=sku.description or product.description,
            minimum_quantity=sku.minimum_quantity,
            maximum_quantity=sku.maximum_quantity,
        )


def _title(product: ProductPayload, sku: SkuPayload) -> str:
    if title := sku.title.strip() or product.title.strip():
        return title
    raise VendorUnavailable(
        f"Partner Center lists {product.id}:{sku.id} without a title.", answered=True
    )
