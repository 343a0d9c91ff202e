"""Things of the business with named defaults, never random."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.accounts.account import Account, AccountDetails, AccountKind, MicrosoftCustomer
from core.asset.asset import Asset, reference_of
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
from core.asset.values import OpenedCart, Phase, PurchaseDetails, VendorLicence
from core.catalogue.product import Product, RunContext
from core.catalogue.values import (
    Conversion,
    MarketPrice,
    Offer,
    ProductCode,
    SheetPrice,
    TargetProduct,
)
from core.ids import AccountId, OrderId, ProductId, RunId, asset_id, attempt_id, instance_id
from core.instances.instance import Instance, InstanceSettings
from core.kernel.event import Event
from core.money import Currency
from core.ordering.order import Order
from core.ordering.values import OrderChain, OrderLine, Quote, QuotedLine
from core.price import PriceSnapshot
from tests.support.scenario import NOON, fact, minutes

EUR, USD, ILS, JPY, KWD = (Currency(code) for code in ("EUR", "USD", "ILS", "JPY", "KWD"))
OFFICE = "DG7GMGF0DWM3:0002:SEG0001"
OFFICE_FOR_SCHOOLS = "DG7GMGF0DWM3:0002:SEG0002"
OFFICE_CATALOG_ID = "DG7GMGF0DWM3:0002:DZH318Z0AV01"
INSTANCE = instance_id("partner.example")
TENANT = "7d0d3a4e-0000-4000-8000-0000000000aa"
ORDER = OrderId(UUID("01953a10-0000-7000-8000-0000000000d1"))
RUN = RunId(UUID("01953a10-0000-7000-8000-0000000000e1"))
CUSTOMER = AccountId(UUID("01953a10-0000-7000-8000-0000000000c1"))
RESELLER = AccountId(UUID("01953a10-0000-7000-8000-0000000000c2"))
PRODUCT = ProductId(UUID("01953a10-0000-7000-8000-0000000000f1"))
ASSET = asset_id(ORDER, 1)


def dec(text: str) -> Decimal:
    return Decimal(text)


def a_market_price(
    country: str = "GR", currency: str = "EUR", cost: str = "300.00", erp: str = "412.50"
) -> MarketPrice:
    return MarketPrice(country, currency, dec(cost), dec(erp))


def a_conversion(
    units: str = "4.00", *, anchor: Currency = EUR, to: Currency = ILS, number: int = 1
) -> Conversion:
    return Conversion(f"{anchor}-{to}-{number}", anchor, to, dec(units))


def a_price_snapshot(unit_price: str = "412.50", unit_cost: str = "300.00") -> PriceSnapshot:
    return PriceSnapshot(
        unit_price=dec(unit_price),
        unit_cost=dec(unit_cost),
        currency="EUR",
        country="GR",
        source="list",
        rule="price list of GR in EUR",
        vendor_unit_cost=dec(unit_cost),
        vendor_currency="EUR",
        run_id=RUN,
    )


def a_target(code: str = OFFICE, *prices: MarketPrice, **changed: Any) -> TargetProduct:
    """Office as sold in the countries of its prices; in Greece by default."""
    markets = prices or (a_market_price(),)
    target = TargetProduct(
        code=ProductCode.parse(code),
        sku_name="Office LTSC Professional Plus 2024",
        description="Office for one device.",
        minimum_quantity=1,
        maximum_quantity=1000,
        countries=tuple(sorted({price.country for price in markets})),
        market_prices=tuple(sorted(markets)),
    )
    return replace(target, **changed)


def a_run(*currencies: Currency, at: datetime = NOON, run_id: UUID = RUN) -> RunContext:
    return RunContext(RunId(run_id), currencies or (EUR,), (), at)


def a_product(code: str = OFFICE, *prices: MarketPrice, published: bool = True) -> Product:
    return Product.listed(
        a_target(code, *prices), a_run(), instance=INSTANCE, published=published
    )


def an_offer(code: str = OFFICE, country: str = "GR", **changed: Any) -> Offer:
    offer = Offer(
        code=ProductCode.parse(code),
        country=country,
        sku_name="Office LTSC Professional Plus 2024",
        description="Office for one device.",
        minimum_quantity=1,
        maximum_quantity=1000,
    )
    return replace(offer, **changed)


def a_sheet_price(
    code: str = OFFICE,
    country: str = "GR",
    currency: str = "EUR",
    cost: str = "300.00",
    erp: str = "412.50",
) -> SheetPrice:
    return SheetPrice(ProductCode.parse(code), a_market_price(country, currency, cost, erp))


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


def sync_uncertain(attempt: int = 1, *, answered: bool = False) -> SyncUncertain:
    return fact(
        SyncUncertain,
        attempt=attempt,
        phase=Phase.CHECKING_OUT,
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


def an_instance(**changed: Any) -> Instance:
    settings = InstanceSettings("Hellas", "partner.example", ("GR", "DE"))
    return Instance.register(replace(settings, **changed), at=NOON)


def an_account(**changed: Any) -> Account:
    details = AccountDetails(
        AccountKind.CUSTOMER,
        "Kafeneio",
        EUR,
        microsoft=MicrosoftCustomer(INSTANCE, TENANT),
    )
    return Account.open(CUSTOMER, replace(details, **changed), at=NOON)


def an_order(*lines: OrderLine) -> Order:
    return Order.draft(
        ORDER,
        OrderChain(CUSTOMER, CUSTOMER, CUSTOMER),
        lines or (OrderLine(1, PRODUCT, OFFICE, 2),),
        instance=INSTANCE,
        purchase_order="PO-7",
        at=NOON,
    )


def a_quote(unit_price: str = "412.50", valid_until: datetime = minutes(24 * 60)) -> Quote:
    line = QuotedLine(
        line=1,
        product_id=PRODUCT,
        product_code=OFFICE,
        product_name="Office LTSC Professional Plus 2024 (Commercial)",
        sku_name="Office LTSC Professional Plus 2024",
        qualification="Commercial",
        quantity=2,
        price=a_price_snapshot(unit_price),
    )
    return Quote((line,), "EUR", valid_until)
