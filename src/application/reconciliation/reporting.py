"""From Microsoft's books and the ledger's assets to the report of a run (B2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from application.bus import Projector
from application.ports.microsoft.partners import Vendor, Vendors
from application.ports.progress import Progress
from application.ports.rows import Rows
from application.projections.accepted_findings import ACCEPTED_FINDINGS
from application.reconciliation.ledger_assets import LedgerAsset, LedgerAssets
from application.reconciliation.matching import Comparison
from application.reconciliation.reading import Invoices, books_of, compared, tenants_of
from application.reconciliation.shown import Shown
from core.instances.instance import Instance
from core.reconciliation.values import FindingCounts, Report, Sameness, UnreadCustomer

_Books = Sequence[Shown | UnreadCustomer]
_Results = Sequence[Comparison | UnreadCustomer]


class Reconciling:
    """Microsoft is read before the ledger: every purchase that it shows had its intent stored."""

    def __init__(
        self,
        assets: LedgerAssets,
        rows: Rows,
        vendors: Vendors,
        projector: Projector,
        progress: Progress,
    ) -> None:
        self._assets = assets
        self._rows = rows
        self._vendors = vendors
        self._projector = projector
        self._progress = progress

    def report(self, instance: Instance, *, begun: datetime) -> Report:
        """
        Raises:
            CredentialsMissing: the process cannot ask Microsoft for the instance.
            VendorRefused, VendorUnavailable: Microsoft does not tell its customers.
        """
        vendor = self._vendors.of(instance)
        assets = self._assets.of(instance.id)
        books = self._read(vendor, tenants_of(vendor, assets))
        invoices = Invoices(vendor, begun, _currencies(books, assets))
        self._projector.catch_up()
        position = self._assets.position()
        results = self._compared(vendor, [_billed(each, invoices) for each in books], instance)
        report = _told(results, invoices, begun=begun, position=position)
        return report.with_accepted(self._accepted(instance))

    def _accepted(self, instance: Instance) -> frozenset[Sameness]:
        """What people accepted in earlier runs of the instance (D33)."""
        mine, order = {"instance_id": instance.id}, ("reconciliation_id", "finding")
        rows = self._rows.all(ACCEPTED_FINDINGS, mine, order=order)
        return frozenset(
            Sameness(row.kind, row.tenant_id, row.order_id, row.line, row.asset_id) for row in rows
        )

    def _read(self, vendor: Vendor, tenants: Sequence[str]) -> _Books:
        books: list[Shown | UnreadCustomer] = []
        for tenant in tenants:
            self._progress.advance("Reading customers", done=len(books), total=len(tenants) + 1)
            books.append(books_of(vendor, tenant))
        return books

    def _compared(self, vendor: Vendor, books: _Books, instance: Instance) -> _Results:
        by_tenant: dict[str, list[LedgerAsset]] = defaultdict(list)
        for asset in self._assets.of(instance.id):
            by_tenant[asset.tenant_id].append(asset)
        results = [
            compared(vendor, each, by_tenant[each.tenant_id]) if isinstance(each, Shown) else each
            for each in books
        ]
        self._progress.advance("Comparing", done=len(books) + 1, total=len(books) + 1)
        return results


def _currencies(books: _Books, assets: Sequence[LedgerAsset]) -> frozenset[str]:
    """In which Microsoft sold, as its orders and our purchases say."""
    shown = [order.currency for each in books if isinstance(each, Shown) for order in each.listed]
    return frozenset(filter(None, (*shown, *(asset.currency for asset in assets))))


def _billed(read: Shown | UnreadCustomer, invoices: Invoices) -> Shown | UnreadCustomer:
    return invoices.added_to(read) if isinstance(read, Shown) else read


def _told(results: _Results, invoices: Invoices, *, begun: datetime, position: int) -> Report:
    comparisons = [each for each in results if isinstance(each, Comparison)]
    found = [finding for each in comparisons for finding in each.findings]
    return Report(
        begun_at=begun,
        customers_read=len(comparisons),
        customers_not_read=tuple(each for each in results if isinstance(each, UnreadCustomer)),
        invoices=invoices.reading,
        counts=FindingCounts.of(found, matched=sum(each.matched for each in comparisons)),
        findings=tuple(replace(each, number=at) for at, each in enumerate(found, start=1)),
        position=position,
    )
