"""Where licences are given back: what people send, and what came of it."""

from __future__ import annotations

from uuid import UUID

from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.cancellation.decline_cancellation import DeclineCancellation
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.principal import Principal
from application.projections.cancellation_record import CancellationRecord
from application.queries.invoice_items import InvoiceItem, ListInvoiceItems
from application.queries.show_asset import ShowAsset
from tests.support.fakes_people import AS_KAFENEIO, FINANCE
from tests.support.fakes_shop import Shop


def licensed(shop: Shop) -> UUID:
    """A synchronized asset of Kafeneio."""
    asset = shop.sell(by=AS_KAFENEIO)
    shop.provision(asset)
    return asset


def request(shop: Shop, asset: UUID, by: Principal = AS_KAFENEIO) -> None:
    shop.send(RequestCancellation(asset_id=asset, reason="not needed"), by)


def decline(shop: Shop, asset: UUID) -> None:
    shop.send(DeclineCancellation(asset_id=asset, reason="in use"))


def approve(shop: Shop, asset: UUID) -> None:
    """The intent alone; the worker asks Microsoft."""
    shop.send(ApproveCancellation(asset_id=asset, reason="agreed"))


def cancel(shop: Shop, asset: UUID) -> None:
    """Approved, and asked of Microsoft."""
    approve(shop, asset)
    shop.provision(asset)


def cancellation(shop: Shop, asset: UUID) -> CancellationRecord:
    """As people see it."""
    found = shop.ask(ShowAsset(asset_id=asset)).asset.cancellation
    assert found is not None
    return found


def items(shop: Shop) -> list[InvoiceItem]:
    """Oldest first."""
    return list(reversed(shop.ask(ListInvoiceItems(), FINANCE).items))
