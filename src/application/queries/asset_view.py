"""An asset as CLI and HTTP show it (SPEC section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from application.principal import Role
from application.projections.cancellation_record import CancellationRecord
from application.quick import quick
from core.asset.values import SYSTEM_FIELDS, LastError
from core.money import Money

SEES_COST = frozenset({Role.OPERATOR, Role.FINANCE, Role.AUDITOR})
"""Roles that see what the distributor pays (D15)."""


@quick
class ProductView:
    instance: UUID
    code: str
    name: str
    qualification: str


@quick
class PriceView:
    """Net of tax; `country` is the one whose price list decided."""

    unit: Money
    total: Money
    country: str
    unit_name: str
    billing_term: str
    source: str


@quick
class CostView:
    """`vendor_currency` and `vendor_unit`: what Microsoft's list asks in its own currency."""

    unit: Money
    total: Money
    vendor_currency: str
    vendor_unit: Money


@quick
class AssetView:
    """`sync_status` is null while `provisioning_in_progress` (D6).

    `perpetual_id_status`: issued, awaited or not_issued; null while there is no licence (D14).
    """

    id: UUID
    name: str
    status: str
    sync_status: str | None
    provisioning_in_progress: bool
    outcome_unknown: bool
    purchase_date: datetime
    provisioned_at: datetime | None
    account_id: UUID
    order_id: UUID
    quantity: int
    product: ProductView
    price: PriceView
    asset_type: str
    custom_fields: Mapping[str, str | None]
    end_customer_id: UUID
    billed_to_id: UUID
    return_deadline: datetime | None
    perpetual_order_id: str | None
    perpetual_order_id_alias: str | None
    perpetual_license_sku: str
    perpetual_id: str | None
    perpetual_id_status: str | None
    catalog_id: str | None
    version: int
    last_error: LastError | None
    cancellation: CancellationRecord | None

    @property
    def own_fields(self) -> Mapping[str, str]:
        """Custom fields that people fill: without the four of Microsoft's (S84, D5)."""
        fields = self.custom_fields.items()
        return {name: value or "" for name, value in fields if name not in SYSTEM_FIELDS}


@quick
class CostedAssetView(AssetView):
    """For operators, finance and auditors also what the licence costs."""

    cost: CostView
    rate_id: str | None
    run_id: UUID
