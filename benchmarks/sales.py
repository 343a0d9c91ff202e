"""A ledger of sales: the events of orders, assets and claims in the mix that a shop writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

from core.asset.events import (
    AssetCreated,
    AssetProvisioned,
    AssetRenamed,
    CancellationRequested,
    CartOpened,
    CustomFieldEdited,
    OrderPlaced,
    PerpetualIdFilled,
    ProvisioningAttempted,
    SyncFailed,
    VendorOrderLineClaimed,
)
from core.kernel.event import Event
from core.ordering.events import OrderDrafted, OrderExecuted, OrderQuoted
from core.ordering.values import OrderLine, QuotedLine
from core.price import PriceSnapshot

OPENED = datetime(2026, 3, 1, 12, tzinfo=UTC)
RESELLERS = 20
_INSTANCE, _PRODUCT, _RUN = (UUID(int=number) for number in (1, 2, 3))
_LATER = 300
"""An asset gets its later events when so many others were sold."""
_PRICE = PriceSnapshot(
    unit_price=Decimal("412.50"),
    unit_cost=Decimal("371.25"),
    currency="EUR",
    country="DE",
    source="list",
    rule="price list of DE in EUR",
    vendor_unit_cost=Decimal("371.25"),
    vendor_currency="EUR",
    run_id=_RUN,
)


def account(number: int) -> UUID:
    """A customer; every fiftieth sale is to the same one."""
    return _id(7, number % 50 + 1)


def sold() -> Iterator[Event]:
    """Ten events for each sale: three of the order, five to six of the asset, one claim."""
    for number in count(1):
        yield from _sale(number)
        if number > _LATER:
            yield _later(number - _LATER)


def _sale(number: int) -> Iterator[Event]:
    order, asset, at = _id(4, number), asset_id(number), OPENED + timedelta(seconds=number)
    buyer, reseller = account(number), _id(8, number % RESELLERS + 1)
    line = OrderLine(1, _PRODUCT, "DG7GMGF0D8H3:0002:commercial", 2)
    quoted = QuotedLine(
        1,
        _PRODUCT,
        line.product_code,
        "Office LTSC Standard 2024",
        "Office LTSC 2024",
        "commercial",
        2,
        _PRICE,
    )
    yield OrderDrafted(order, 1, at, _INSTANCE, buyer, buyer, reseller, reseller, None, (line,))
    yield OrderQuoted(order, 2, at, "EUR", (quoted,), at + timedelta(hours=1))
    yield OrderExecuted(order, 3, at, (asset,))
    yield AssetCreated(
        asset,
        1,
        at,
        order,
        1,
        _INSTANCE,
        _PRODUCT,
        line.product_code,
        quoted.product_name,
        quoted.sku_name,
        "commercial",
        2,
        buyer,
        buyer,
        reseller,
        reseller,
        "0f2c4f2e-7f3d-4f0e-9a56-6ad2c2b3d5a1",
        _PRICE,
    )
    yield from _bought(number, asset, at)


def _bought(number: int, asset: UUID, at: datetime) -> Iterator[Event]:
    reference, order = f"{asset.hex[:12]}-1", f"{number:012x}"
    yield ProvisioningAttempted(asset, 2, at, 1, _id(9, number), reference, "purchase")
    yield CartOpened(asset, 3, at, 1, str(_id(10, number)), "DG7GMGF0D8H3:0002:A", "EUR", None)
    if number % 25 == 0:
        yield SyncFailed(asset, 4, at, 1, "checking-out", "800002", "The catalog item is gone.")
        return
    yield OrderPlaced(asset, 4, at, 1, order, None, 0, "DG7GMGF0D8H3:0002:A", 2, None, at)
    yield VendorOrderLineClaimed(_id(11, number), 1, at, _INSTANCE, order, 0, asset)
    yield AssetProvisioned(asset, 5, at, 1, None)


def _later(number: int) -> Event:
    """What happens to an asset long after it was sold."""
    failed = number % 25 == 0
    at = OPENED + timedelta(seconds=number + _LATER)
    frame = (asset_id(number), 5 if failed else 6, at)
    if failed or number % 10 == 1:
        return AssetRenamed(*frame, f"Office of team {number}")
    if number % 10 == 2:
        return CustomFieldEdited(*frame, "cost centre", f"CC-{number}")
    if number % 10 == 3:
        return CancellationRequested(*frame)
    return PerpetualIdFilled(*frame, str(_id(12, number)))


def asset_id(number: int) -> UUID:
    return _id(5, number)


def _id(kind: int, number: int) -> UUID:
    """As random as those of a shop, and the same in every run."""
    mixed = number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 120)
    return UUID(int=kind << 120 | mixed)
