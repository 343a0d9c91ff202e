"""Typed ids; those that derive from others make their creation idempotent."""

from __future__ import annotations

from typing import NewType
from uuid import UUID, uuid5

AccountId = NewType("AccountId", UUID)
AssetId = NewType("AssetId", UUID)
AttemptId = NewType("AttemptId", UUID)
AuditAccessId = NewType("AuditAccessId", UUID)
ClaimId = NewType("ClaimId", UUID)
EpochId = NewType("EpochId", UUID)
InstanceId = NewType("InstanceId", UUID)
LedgerId = NewType("LedgerId", UUID)
OperationId = NewType("OperationId", UUID)
OrderId = NewType("OrderId", UUID)
OrganisationId = NewType("OrganisationId", UUID)
ProductId = NewType("ProductId", UUID)
RateStreamId = NewType("RateStreamId", UUID)
ReconciliationId = NewType("ReconciliationId", UUID)
RunId = NewType("RunId", UUID)

_PERPETUA = UUID("8f6b1f6e-6a70-5d0c-9a53-5b1c0e6f2d11")

THE_ORGANISATION = OrganisationId(uuid5(_PERPETUA, "organisation"))
THE_EPOCH = EpochId(uuid5(_PERPETUA, "epoch"))
"""Stream of the ledger's epochs (D33)."""
THE_LEDGER = LedgerId(uuid5(_PERPETUA, "ledger"))
"""What jobs about the whole ledger are about; no stream."""


def instance_id(partner_tenant: str) -> InstanceId:
    """One instance per Partner Center tenant."""
    return InstanceId(uuid5(_PERPETUA, f"instance:{partner_tenant.lower()}"))


def product_id(instance: InstanceId, product_code: str) -> ProductId:
    """Identity of a catalogue product: (instance, product code)."""
    return ProductId(uuid5(instance, f"product:{product_code}"))


def asset_id(order: OrderId, line: int) -> AssetId:
    """One asset per order line (D1), so that executing twice creates nothing twice (D2)."""
    return AssetId(uuid5(order, f"asset:{line}"))


def attempt_id(asset: AssetId, number: int) -> AttemptId:
    """Identity of an asset's n-th attempt to buy its licence."""
    return AttemptId(uuid5(asset, f"attempt:{number}"))


def claim_id(instance: InstanceId, vendor_order_id: str, line: int) -> ClaimId:
    """Claim stream of one vendor order line (D8); the order id is Microsoft's canonical one."""
    return ClaimId(uuid5(instance, f"vendor-order-line:{vendor_order_id}:{line}"))


def rate_stream_id(anchor: str, currency: str) -> RateStreamId:
    """Stream of the dated exchange rates of one currency pair (D20)."""
    return RateStreamId(uuid5(_PERPETUA, f"exchange-rate:{anchor}:{currency}"))
