"""The asset: billing record of one purchased perpetual licence, and trigger of its provisioning."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Self

from core.asset.errors import SystemOwnedField
from core.asset.events import (
    AssetCreated,
    AssetRenamed,
    CustomFieldEdited,
    ExternalIdLinked,
    PerpetualIdFilled,
)
from core.asset.licence import claim_of, licence_facts, require_match
from core.asset.uncertainty import UncertainPurchasing
from core.asset.values import SYSTEM_FIELDS, Claim, PurchaseDetails, VendorLicence
from core.ids import asset_id
from core.kernel.aggregate import first
from core.kernel.errors import Invalid


class Asset(UncertainPurchasing, born_by=AssetCreated):
    """One order line's licence: what may happen to it, decided from what happened (S5, S6)."""

    @classmethod
    def create(cls, details: PurchaseDetails, *, at: datetime) -> Self:
        """The record exists before any vendor call (S6, D4)."""
        frame = first(asset_id(details.order_id, details.line), at)
        facts = {each.name: getattr(details, each.name) for each in fields(details)}
        return cls.born(AssetCreated(*frame, **facts))

    def fill_perpetual_id(self, perpetual_id: str, *, at: datetime) -> None:
        """Store the perpetual id that Microsoft issued later (S22).

        Raises:
            NotSynchronized: there is no licence.
        """
        if self.require_licence().perpetual_id != perpetual_id:
            self.record(PerpetualIdFilled(*self.next(at), perpetual_id=perpetual_id))

    def link(self, licence: VendorLicence, *, at: datetime) -> Claim:
        """Connect a licence that was bought elsewhere (S32).

        Raises:
            NotFailed, AssetAlreadyCanceled: as for `require_without_licence`.
            LicenceDoesNotMatch: another product or quantity (D8).
        """
        self.require_without_licence()
        require_match(self.details, licence)
        self.record(ExternalIdLinked(*self.next(at), **licence_facts(licence)))
        return claim_of(self.details, licence, self.asset_id)

    def rename(self, name: str, *, at: datetime) -> None:
        """Change the name; the Perpetual License SKU stays the original one (S9, S19).

        Raises:
            Invalid: the name is empty.
        """
        if not name.strip():
            raise Invalid("An asset needs a name.")
        if name.strip() != self.name:
            self.record(AssetRenamed(*self.next(at), name=name.strip()))

    def edit_custom_field(self, field: str, value: str, *, at: datetime) -> None:
        """
        Raises:
            SystemOwnedField: the field is one of the four vendor ids (D5).
        """
        if field in SYSTEM_FIELDS:
            raise SystemOwnedField(field)
        if self.custom_fields.get(field) != value:
            self.record(CustomFieldEdited(*self.next(at), field=field, value=value))
