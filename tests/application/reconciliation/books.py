"""A shop beside which things happen at Microsoft, and its reconciliation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from application.ports.microsoft.books import InvoiceLine
from application.ports.microsoft.licences import Cart, OrderState, VendorOrder
from application.queries.reconciliations import ReconciliationView, ShowReconciliation
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.reconciliation.values import ReconciliationFinding
from tests.support.builders import OFFICE_CATALOG_ID
from tests.support.fakes_people import INSTANCE, KAFENEIO, TENANTS
from tests.support.fakes_shop import Shop


def provisioned_asset(shop: Shop) -> UUID:
    asset = shop.sell()
    shop.provision(asset)
    return asset


def bought_there(shop: Shop, *, tenant: str = TENANTS[KAFENEIO], **changed: Any) -> VendorOrder:
    """A purchase that nobody made through us."""
    cart = Cart("by-hand", False, None, OFFICE_CATALOG_ID, 2, "EUR", "", None)
    return shop.vendor.sell(tenant, replace(cart, **changed))


def order_of(shop: Shop, asset: UUID) -> VendorOrder:
    return shop.vendor.orders[shop.asset(asset).require_licence().order_id]


def rewrite(shop: Shop, order: VendorOrder, **line: Any) -> None:
    """Microsoft's order says something else now."""
    changed = replace(order, lines=(replace(order.lines[0], **line),))
    shop.vendor.orders[order.order_id] = changed


def cancel_there(shop: Shop, order: VendorOrder) -> None:
    shop.vendor.orders[order.order_id] = replace(order, state=OrderState.CANCELLED)


def billed(order: VendorOrder, **changed: Any) -> InvoiceLine:
    """The invoice line of an order of two licences at 300 EUR."""
    line = InvoiceLine(
        invoice="G000024135",
        tenant_id=order.tenant_id,
        order_id=order.alias or order.order_id,
        alias=order.alias,
        catalog_id=order.lines[0].catalog_id,
        charge="new",
        quantity=2,
        unit_price=Decimal("300.00"),
        pricing_currency="EUR",
        subtotal=Decimal("600.00"),
        currency="EUR",
        ordered_at=order.ordered_at,
        perpetual_id=None,
    )
    return replace(line, **changed)


def reconciled(shop: Shop) -> ReconciliationView:
    run = shop.send(ReconcileInstance(instance_id=INSTANCE))
    return shop.ask(ShowReconciliation(reconciliation_id=run.reconciliation_id))


def only_finding(shop: Shop) -> ReconciliationFinding:
    [view] = reconciled(shop).findings
    return view.finding
