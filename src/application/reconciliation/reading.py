"""Reading Microsoft's books customer by customer; whoever cannot be read accuses nobody (B2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from application.ports.microsoft.books import InvoiceLine, VendorBooks
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from application.ports.microsoft.licences import LicenceVendor, VendorOrder
from application.ports.microsoft.partners import Vendor
from application.reconciliation.ledger_assets import LedgerAsset
from application.reconciliation.matching import Comparison, compare
from application.reconciliation.shown import Shown
from core.reconciliation.values import InvoiceReading, UnreadCustomer

INVOICES_LOOK_BACK = timedelta(days=62)
"""Two monthly invoices: a licence is returned within 30 days (D30), so its credit is in them."""


def tenants_of(vendor: VendorBooks, assets: Iterable[LedgerAsset] = ()) -> tuple[str, ...]:
    """Every customer of the partner, and every tenant of an asset, known there or not.

    Raises:
        VendorRefused, VendorUnavailable: Microsoft does not tell its customers.
    """
    named = (*vendor.customers(), *(asset.tenant_id for asset in assets))
    return tuple(sorted({tenant.lower() for tenant in named}))


def books_of(vendor: LicenceVendor, tenant: str) -> Shown | UnreadCustomer:
    """Orders and entitlements of one customer, or why they cannot be read."""
    try:
        orders = vendor.find_orders(tenant)
        return Shown(tenant, orders, vendor.find_entitlements(tenant))
    except (VendorRefused, VendorUnavailable) as failure:
        return unread(tenant, failure)


def compared(
    vendor: LicenceVendor, shown: Shown, assets: Sequence[LedgerAsset]
) -> Comparison | UnreadCustomer:
    """The comparison, after every suspicious order was read by id (contract 6.5)."""
    suspected = compare(shown, assets)
    try:
        read = tuple(read_again(vendor, shown.tenant_id, suspected.to_ask_for))
    except (VendorRefused, VendorUnavailable) as failure:
        return unread(shown.tenant_id, failure)
    return compare(shown.with_orders(read), assets) if read else suspected


def read_again(
    vendor: LicenceVendor, tenant: str, order_ids: Iterable[str]
) -> Iterator[VendorOrder]:
    """The orders by id; those that Microsoft does not know are left out.

    Raises:
        VendorRefused, VendorUnavailable: one of them cannot be read.
    """
    for order_id in sorted(order_ids):
        try:
            yield vendor.read_order(tenant, order_id)
        except VendorRefused as refusal:
            if refusal.status != HTTPStatus.NOT_FOUND:
                raise


def unread(tenant: str, failure: VendorRefused | VendorUnavailable) -> UnreadCustomer:
    code = failure.vendor_code if isinstance(failure, VendorRefused) else failure.code
    return UnreadCustomer(tenant, code, failure.message)


class Invoices:
    """One-time invoice lines by customer; a comparison goes on without them, and says so.

    `currencies` are those in which Microsoft sold: lines that are not billed yet are asked by them.
    """

    def __init__(self, vendor: Vendor, now: datetime, currencies: Collection[str]) -> None:
        self._lines: dict[str, list[InvoiceLine]] = defaultdict(list)
        since, reason = now - INVOICES_LOOK_BACK, None
        try:
            for line in vendor.invoice_lines(since, currencies):
                self._lines[line.tenant_id.lower()].append(line)
        except (VendorRefused, VendorUnavailable) as failure:
            reason = failure.message
        self.reading = InvoiceReading(since, sum(map(len, self._lines.values())), reason)

    def added_to(self, shown: Shown) -> Shown:
        return replace(shown, invoiced=tuple(self._lines.get(shown.tenant_id, ())))
