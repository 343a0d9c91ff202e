"""Findings as they are written down; their numbers come when all are known."""

from __future__ import annotations

from uuid import UUID

from application.ports.microsoft.licences import Entitlement
from application.reconciliation.ledger_assets import LedgerAsset
from application.reconciliation.shown import Shown, ShownLine, entitlement_says
from core.reconciliation.values import FindingKind, LikelyAsset, ReconciliationFinding


def about_line(
    kind: FindingKind,
    says: str,
    *,
    shown: Shown,
    line: ShownLine,
    asset: UUID | None = None,
    candidates: tuple[LikelyAsset, ...] = (),
    exact: bool = False,
) -> ReconciliationFinding:
    """One order line at Microsoft, with all that the books say of it."""
    return ReconciliationFinding(
        number=0,
        kind=kind,
        says=says,
        tenant_id=shown.tenant_id,
        order_id=line.order.order_id,
        alias=line.order.alias,
        line=line.line.number,
        catalog_id=line.line.catalog_id,
        quantity=line.line.quantity,
        ordered_at=line.order.ordered_at,
        asset_id=asset,
        exact=exact,
        candidates=candidates,
        evidence=shown.evidence(line),
    )


def missing(asset: LedgerAsset) -> ReconciliationFinding:
    """An asset whose order Microsoft shows nowhere."""
    return ReconciliationFinding(
        number=0,
        kind=FindingKind.MISSING,
        says=f"Microsoft shows neither order {asset.order_id} nor an entitlement of it.",
        tenant_id=asset.tenant_id,
        order_id=asset.order_id,
        alias=asset.alias,
        line=asset.line,
        catalog_id=None,
        quantity=asset.quantity,
        ordered_at=asset.ordered_at,
        asset_id=asset.asset_id,
        exact=False,
        candidates=(),
        evidence=(),
    )


def only_entitled(entitlement: Entitlement, *, tenant_id: str) -> ReconciliationFinding:
    """Something the customer is entitled to by an order that is not shown."""
    product = f"{entitlement.product}:{entitlement.sku}"
    return ReconciliationFinding(
        number=0,
        kind=FindingKind.UNLINKED,
        says=f"The customer is entitled to {product} by an order that no asset owns.",
        tenant_id=tenant_id,
        order_id=entitlement.order_id,
        alias=entitlement.alias,
        line=entitlement.line,
        catalog_id=product,
        quantity=entitlement.quantity,
        ordered_at=None,
        asset_id=None,
        exact=False,
        candidates=(),
        evidence=(entitlement_says(entitlement),),
    )
