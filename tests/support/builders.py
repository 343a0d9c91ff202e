"""Things of the business with named defaults, never random."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.accounts.account import Account, AccountDetails, AccountKind, MicrosoftCustomer
from core.catalogue.markets import CountryPrices, MarketPrice, Markets
from core.catalogue.product import Product
from core.catalogue.target import RunContext, TargetProduct
from core.catalogue.values import Conversion, Offer, PriceRules, ProductCode
from core.ids import AccountId, OrderId, ProductId, RunId, asset_id, instance_id
from core.instances.instance import Instance
from core.instances.settings import InstanceSettings
from core.money import Currency
from core.ordering.order import Order
from core.ordering.values import OrderChain, OrderLine, Quote, QuotedLine
from core.price import PriceSnapshot
from tests.support.scenario import NOON, minutes

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
    country: str = "GR",
    currency: str = "EUR",
    cost: str = "300.00",
    erp: str = "412.50",
    *,
    from_quantity: int = 1,
) -> MarketPrice:
    return MarketPrice(country, currency, dec(cost), dec(erp), from_quantity)


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
        language="en",
        minimum_quantity=1,
        maximum_quantity=1000,
        countries=tuple(sorted({price.country for price in markets})),
        markets=listed(*markets),
    )
    return replace(target, **changed)


def listed(*prices: MarketPrice) -> Markets:
    """Lists as a product knows them."""
    return {price.key: price.amounts for price in prices}


def market_prices(markets: Markets) -> tuple[MarketPrice, ...]:
    """The lists' prices as decimals, by country, currency and tier."""
    return tuple(MarketPrice.of(key, markets[key]) for key in sorted(markets))


def rules(*conversions: Conversion, override: bool = False) -> PriceRules:
    return PriceRules(conversions, override)


def a_run(
    *currencies: Currency,
    at: datetime = NOON,
    run_id: UUID = RUN,
    conversions: tuple[Conversion, ...] = (),
) -> RunContext:
    return RunContext(RunId(run_id), currencies or (EUR,), rules(*conversions), at)


def a_product(code: str = OFFICE, *prices: MarketPrice, published: bool = True) -> Product:
    return Product.listed(a_target(code, *prices), a_run(), instance=INSTANCE, published=published)


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


@dataclass(frozen=True)
class SheetPrice:
    """One row of a country's price sheet."""

    code: ProductCode
    price: MarketPrice


def columns(country: str, *rows: SheetPrice, **told: Any) -> CountryPrices:
    """A country's price sheet; rows of other countries are left out."""
    mine = [row for row in rows if row.price.country == country]
    return CountryPrices(
        country,
        codes=[row.code for row in mine],
        keys=[row.price.key for row in mine],
        costs=[row.price.amounts.cost for row in mine],
        erps=[row.price.amounts.erp for row in mine],
        **told,
    )


def a_sheet_price(
    code: str = OFFICE,
    country: str = "GR",
    currency: str = "EUR",
    cost: str = "300.00",
    erp: str = "412.50",
) -> SheetPrice:
    return SheetPrice(ProductCode.parse(code), a_market_price(country, currency, cost, erp))


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


def a_quote(unit_price: str = "412.50") -> Quote:
    """Valid for a day."""
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
    return Quote((line,), "EUR", minutes(24 * 60))
