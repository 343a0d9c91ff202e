"""A list of assets as a file for spreadsheets (S8, D15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from application.queries.asset_view import SEES_COST, AssetView, CostedAssetView
from application.queries.list_assets import ListAssets
from entrypoints.csv_text import headed_lines
from entrypoints.rendering import to_plain
from entrypoints.web.names import names_of
from entrypoints.web.visitor import Visitor

_AT_ONCE = 500
_COLUMNS = (
    "id",
    "name",
    "customer",
    "billed_to",
    "status",
    "sync_status",
    "provisioning_in_progress",
    "outcome_unknown",
    "purchase_date",
    "provisioned_at",
    "return_deadline",
    "product_code",
    "product_name",
    "qualification",
    "quantity",
    "currency",
    "unit_price",
    "total",
    "perpetual_order_id",
    "perpetual_order_id_alias",
    "perpetual_id",
    "catalog_id",
    "cancellation",
    "last_error",
    "order_id",
)
_COSTS = ("cost_currency", "unit_cost", "total_cost")


def csv_of(visitor: Visitor, asked: ListAssets) -> Iterator[bytes]:
    """A heading and a line per asset; the costs only for those who may see them."""
    costs = _COSTS if visitor.principal.role in SEES_COST else ()
    for line in headed_lines((*_COLUMNS, *costs), _lines(visitor, asked)):
        yield line.encode()


def _lines(visitor: Visitor, asked: ListAssets) -> Iterator[Mapping[str, Any]]:
    after: str | None = None
    while True:
        wanted = {"after": after, "limit": _AT_ONCE, "looks": None}
        found = visitor.ask(asked.model_copy(update=wanted))
        ids = (id for each in found.items for id in (each.end_customer_id, each.billed_to_id))
        names = names_of(visitor, accounts=ids)
        yield from (_line(each, names) for each in found.items)
        after = found.next
        if after is None:
            return


def _line(asset: AssetView, names: Mapping[UUID, str]) -> Mapping[str, Any]:
    price, product = asset.price, asset.product
    plain: Mapping[str, Any] = to_plain(asset)
    line = {name: plain[name] for name in _COLUMNS if name in plain} | {
        "customer": names.get(asset.end_customer_id, str(asset.end_customer_id)),
        "billed_to": names.get(asset.billed_to_id, str(asset.billed_to_id)),
        "product_code": product.code,
        "product_name": product.name,
        "qualification": product.qualification,
        "currency": price.total.currency,
        "unit_price": f"{price.unit.amount:f}",
        "total": f"{price.total.amount:f}",
        "cancellation": asset.cancellation.state if asset.cancellation else None,
        "last_error": asset.last_error.message if asset.last_error else None,
    }
    return {**line, **_cost(asset)} if isinstance(asset, CostedAssetView) else line


def _cost(asset: CostedAssetView) -> Mapping[str, str]:
    cost = asset.cost
    return {
        "cost_currency": cost.total.currency,
        "unit_cost": f"{cost.unit.amount:f}",
        "total_cost": f"{cost.total.amount:f}",
    }
