"""A claim: one vendor order line belongs to one asset (D8)."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.asset.events import VendorOrderLineClaimed
from core.asset.values import Claim
from core.ids import AssetId, InstanceId, claim_id
from core.kernel.aggregate import Aggregate, first
from core.kernel.event import Event


class VendorOrderLine(Aggregate, born_by=VendorOrderLineClaimed):
    """Its id derives from the line, so that a second claim conflicts in the ledger itself."""

    claim: Claim

    @classmethod
    def claimed(cls, claim: Claim, form: str, *, at: datetime) -> Self:
        """The claim under one form of the order's id, long or alias."""
        return cls.born(
            VendorOrderLineClaimed(
                *first(claim_id(claim.instance_id, form, claim.line), at),
                instance_id=claim.instance_id,
                perpetual_order_id=form,
                line=claim.line,
                asset_id=claim.asset_id,
            )
        )

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: VendorOrderLineClaimed) -> None:
        self.claim = Claim(
            instance_id=InstanceId(event.instance_id),
            vendor_order_id=event.perpetual_order_id,
            line=event.line,
            asset_id=AssetId(event.asset_id),
        )
