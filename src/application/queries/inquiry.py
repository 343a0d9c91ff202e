"""Asking Microsoft for every order of every customer, to hold it against the ledger (B3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from application.ports.microsoft.partners import Vendor
from application.ports.progress import Progress
from application.queries.prove_purchases import Violation
from application.queries.purchases_of_the_ledger import PurchasesOfTheLedger
from application.queries.purchases_there import PurchasesThere, not_shown, unknown_there
from application.reconciliation.reading import read_again, unread
from application.reconciliation.shown import Shown
from core.reconciliation.values import UnreadCustomer


@dataclass
class Inquiry:
    """What one partner tenant's orders contradict; `silent` are customers that were not read."""

    vendor: Vendor
    progress: Progress
    shown: list[Shown] = field(default_factory=list)
    silent: list[UnreadCustomer] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)

    def read(self, tenants: Sequence[str]) -> None:
        """All orders of these customers."""
        for done, tenant in enumerate(tenants, start=1):
            try:
                self.shown.append(Shown(tenant, self.vendor.find_orders(tenant), ()))
            except (VendorRefused, VendorUnavailable) as failure:
                self.silent.append(unread(tenant, failure))
            self.progress.advance("Reading orders", done=done, total=len(tenants))

    def compare(self, ledger: PurchasesOfTheLedger) -> None:
        """Against what the ledger holds, which was read afterwards."""
        for shown in self.shown:
            try:
                self.violations += self._contradictions(shown, ledger)
            except (VendorRefused, VendorUnavailable) as failure:
                self.silent.append(unread(shown.tenant_id, failure))

    def _contradictions(self, shown: Shown, ledger: PurchasesOfTheLedger) -> list[Violation]:
        """Suspicious orders are read by id before anything is said: the list lags."""
        suspected = list(PurchasesThere(shown, ledger).contradictions())
        lost = not_shown(shown, ledger)
        suspicious = {order for each in suspected for order in each.orders}
        suspicious |= {held.forms[0] for held in lost}
        if not suspicious:
            return []
        closer = shown.with_orders(tuple(read_again(self.vendor, shown.tenant_id, suspicious)))
        certain = PurchasesThere(closer, ledger).contradictions()
        found = [each.violation for each in certain]
        return [*found, *unknown_there(not_shown(closer, ledger))]
