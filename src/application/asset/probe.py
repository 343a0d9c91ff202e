"""What Microsoft shows that may be a failed or doubtful asset's licence already (D16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.asset.provisioning.evidence import PurchaseEvidence
from application.conversations import about
from application.ports.ledger import Ledger
from application.ports.microsoft.errors import VendorUnavailable
from application.ports.microsoft.partners import Vendors
from core.asset.asset import Asset
from core.asset.errors import CandidatesOpen
from core.asset.values import VendorLicence, VendorLine
from core.instances.instance import Instance
from core.kernel.errors import NotFound


@dataclass(frozen=True)
class Candidate:
    """A vendor order line that nobody owns; `why` says what makes it one. Times in UTC."""

    perpetual_order_id: str
    perpetual_order_id_alias: str | None
    line: int
    catalog_id: str
    quantity: int
    perpetual_id: str | None
    ordered_at: datetime | None
    why: str


class Probe:
    """Reads orders and entitlements, unfiltered; buys nothing and stores nothing."""

    def __init__(self, ledger: Ledger, vendors: Vendors, evidence: PurchaseEvidence) -> None:
        self._ledger = ledger
        self._vendors = vendors
        self._evidence = evidence

    def candidates(self, asset: Asset) -> tuple[Candidate, ...]:
        """Purchases that may be the asset's, neither claimed by an asset nor dismissed.

        Raises:
            VendorUnavailable: not everything could be read, so that none may be left out.
            CredentialsMissing: the process cannot talk to that instance.
        """
        instance = self._ledger.get(Instance, asset.details.instance_id)
        with about(asset, "probe"):
            evidence = self._evidence.gather(asset, self._vendors.of(instance))
        if not evidence.complete:
            raise VendorUnavailable(
                "Microsoft does not show all orders and entitlements of the customer, so that it "
                "is not known whether the licence was bought already."
            )
        own = (_candidate(each, "it carries this asset's reference") for each in evidence.own)
        alike = (
            _candidate(each, "same customer, product, SKU and quantity, and nobody owns it")
            for each in evidence.alike
        )
        return (*own, *alike)

    def candidate(self, asset: Asset, order: str, line: int) -> VendorLine:
        """The open candidate of that order, named by id or alias.

        Raises:
            NotFound: no candidate of the asset is of that order and line.
            VendorUnavailable, CredentialsMissing: as for `candidates`.
        """
        for each in self.candidates(asset):
            forms = (each.perpetual_order_id, each.perpetual_order_id_alias)
            if order in forms and each.line == line:
                return VendorLine(each.perpetual_order_id, each.line)
        raise NotFound(
            "candidate",
            f"{order} line {line}",
            advice=f"The open candidates: perpetua asset candidates {asset.id}",
        )


def _candidate(licence: VendorLicence, why: str) -> Candidate:
    return Candidate(
        perpetual_order_id=licence.order_id,
        perpetual_order_id_alias=licence.alias,
        line=licence.line,
        catalog_id=licence.catalog_id,
        quantity=licence.quantity,
        perpetual_id=licence.perpetual_id,
        ordered_at=licence.ordered_at,
        why=why,
    )


def require_no(candidates: tuple[Candidate, ...], asset: Asset) -> None:
    """
    Raises:
        CandidatesOpen: each is to be linked or dismissed first (D16).
    """
    if candidates:
        named = (f"order {each.perpetual_order_id} line {each.line}" for each in candidates)
        raise CandidatesOpen(str(asset.id), tuple(named))
