"""Assets, and the facts of their lives, with named defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from core.asset.asset import Asset
from core.asset.events import (
    AssetCreated,
    AssetProvisioned,
    CartOpened,
    OrderPlaced,
    ProvisioningAttempted,
    SyncFailed,
    SyncUncertain,
)
from core.asset.licence import licence_facts
from core.asset.purchasing import reference_of
from core.asset.values import OpenedCart, Phase, PurchaseDetails, VendorLicence
from core.ids import attempt_id
from core.kernel.event import Event
from tests.support.builders import (
    ASSET,
    CUSTOMER,
    INSTANCE,
    OFFICE,
    OFFICE_CATALOG_ID,
    ORDER,
    PRODUCT,
    TENANT,
    a_price_snapshot,
)
from tests.support.scenario import NOON, fact, minutes


def purchase_details(**changed: Any) -> PurchaseDetails:
    details = PurchaseDetails(
        order_id=ORDER,
        line=1,
        instance_id=INSTANCE,
        product_id=PRODUCT,
        product_code=OFFICE,
        product_name="Office LTSC Professional Plus 2024 (Commercial)",
        sku_name="Office LTSC Professional Plus 2024",
        qualification="Commercial",
        quantity=2,
        ordered_by=CUSTOMER,
        end_customer=CUSTOMER,
        billed_to=CUSTOMER,
        reseller=None,
        tenant_id=TENANT,
        price=a_price_snapshot(),
    )
    return replace(details, **changed)


def an_asset(**changed: Any) -> Asset:
    return Asset.create(purchase_details(**changed), at=NOON)


def a_licence(order_id: str = "Xk3fG7", **changed: Any) -> VendorLicence:
    licence = VendorLicence(
        order_id=order_id,
        alias="99ab8c7d6e5f",
        line=0,
        catalog_id=OFFICE_CATALOG_ID,
        quantity=2,
        perpetual_id="51a1c34d-0000-4000-8000-000000000001",
        ordered_at=minutes(1),
    )
    return replace(licence, **changed)


def a_cart(cart_id: str = "cart-1", **changed: Any) -> OpenedCart:
    cart = OpenedCart(cart_id, OFFICE_CATALOG_ID, "EUR", minutes(7 * 24 * 60))
    return replace(cart, **changed)


def created(**changed: Any) -> AssetCreated:
    details = purchase_details(**changed)
    return fact(
        AssetCreated, **{each.name: getattr(details, each.name) for each in fields(details)}
    )


def attempted(number: int = 1, purpose: str = "purchase") -> ProvisioningAttempted:
    return fact(
        ProvisioningAttempted,
        attempt=number,
        attempt_id=attempt_id(ASSET, number),
        reference=reference_of(ASSET, number),
        purpose=purpose,
    )


def cart_opened(attempt: int = 1, cart: OpenedCart | None = None) -> CartOpened:
    held = cart or a_cart()
    return fact(
        CartOpened,
        attempt=attempt,
        cart_id=held.cart_id,
        catalog_id=held.catalog_id,
        currency=held.currency,
        expires_at=held.expires_at,
    )


def order_placed(attempt: int = 1, **changed: Any) -> OrderPlaced:
    return fact(OrderPlaced, attempt=attempt, **licence_facts(a_licence(**changed)))


def provisioned(attempt: int = 1, perpetual_id: str | None = None) -> AssetProvisioned:
    return fact(AssetProvisioned, attempt=attempt, perpetual_id=perpetual_id)


def sync_failed(
    attempt: int = 1, phase: str = Phase.CHECKING_OUT, code: str = "800030", message: str = "No."
) -> SyncFailed:
    return fact(SyncFailed, attempt=attempt, phase=phase, code=code, message=message)


def sync_uncertain(
    attempt: int = 1, *, answered: bool = False, phase: Phase = Phase.CHECKING_OUT
) -> SyncUncertain:
    return fact(
        SyncUncertain,
        attempt=attempt,
        phase=phase,
        code="timeout",
        message="No answer.",
        answered=answered,
    )


PENDING: tuple[Event, ...] = (created(),)
WITH_CART: tuple[Event, ...] = (*PENDING, attempted(), cart_opened())
ORDERED: tuple[Event, ...] = (*WITH_CART, order_placed(perpetual_id=None))
SYNCHRONIZED: tuple[Event, ...] = (*ORDERED, provisioned())
FAILED: tuple[Event, ...] = (*WITH_CART, sync_failed())
UNKNOWN: tuple[Event, ...] = (*WITH_CART, sync_uncertain())
STATES: Mapping[str, tuple[Event, ...]] = {
    "pending": PENDING,
    "with cart": WITH_CART,
    "ordered": ORDERED,
    "synchronized": SYNCHRONIZED,
    "failed": FAILED,
    "unknown": UNKNOWN,
}
