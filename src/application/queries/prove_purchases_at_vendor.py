"""Proof against Microsoft's own orders that nothing was bought twice (B3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from application.messages import Query
from application.ports.ledger import EventLog, Ledger
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from application.ports.microsoft.partners import CredentialsMissing, Vendors
from application.ports.progress import Progress
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.instances import INSTANCES
from application.queries.inquiry import Inquiry
from application.queries.prove_purchases import (
    ProvePurchases,
    ProvePurchasesHandler,
    PurchaseProof,
)
from application.queries.purchases_of_the_ledger import purchases_of
from application.reconciliation.ledger_assets import LedgerAssets
from application.reconciliation.reading import tenants_of
from core.instances.instance import Instance
from core.kernel.errors import Refused
from core.reconciliation.values import UnreadCustomer


class ProvePurchasesAtVendor(Query[PurchaseProof]):
    """The ledger's own proof, and every order of every customer at Microsoft."""

    roles = STAFF


class ProvePurchasesAtVendorHandler:
    """Microsoft is read before the ledger: each purchase that it shows had its intent stored."""

    def __init__(
        self,
        ledger: Ledger,
        log: EventLog,
        rows: Rows,
        assets: LedgerAssets,
        vendors: Vendors,
        progress: Progress,
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._rows = rows
        self._assets = assets
        self._vendors = vendors
        self._progress = progress

    def __call__(self, query: ProvePurchasesAtVendor, by: Principal) -> PurchaseProof:
        """
        Raises:
            VendorUnavailable: nothing contradicts, but not every customer could be read.
            CredentialsMissing: nothing contradicts, but an instance could not be asked.
        """
        inquiries: list[Inquiry] = []
        unasked: list[Refused] = []
        for row in self._rows.all(INSTANCES, order=("name",)):
            try:
                inquiries.append(self._inquiry(self._ledger.get(Instance, row.instance_id)))
            except (CredentialsMissing, VendorUnavailable) as refused:
                unasked.append(refused)
        proof = ProvePurchasesHandler(self._log, self._progress)(ProvePurchases(), by)
        found = [violation for each in inquiries for violation in each.violations]
        violations = (*proof.violations, *found)
        silent = [customer for each in inquiries for customer in each.silent]
        if unasked and not violations:
            raise unasked[0]
        if silent and not violations:
            raise _incomplete(silent)
        return replace(proof, violations=violations, ok=not violations)

    def _inquiry(self, instance: Instance) -> Inquiry:
        inquiry = Inquiry(self._vendors.of(instance), self._progress)
        try:
            tenants = tenants_of(inquiry.vendor, self._assets.of(instance.id))
        except VendorRefused as refused:
            raise VendorUnavailable(
                f"The proof is incomplete: Microsoft does not tell the customers of "
                f"{instance.settings.name}: {refused.message}"
            ) from refused
        inquiry.read(tenants)
        inquiry.compare(purchases_of(self._log, instance.id))
        return inquiry


def _incomplete(silent: Sequence[UnreadCustomer]) -> VendorUnavailable:
    first = silent[0]
    return VendorUnavailable(
        f"The proof is incomplete: {len(silent)} customers could not be read, such as "
        f"{first.tenant_id}: {first.reason}"
    )
