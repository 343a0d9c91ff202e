"""Assets as Billing > Assets shows them, and the invoice items that come of them (S8–S25)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from application.asset.challenge import Challenge
from application.asset.edit_asset import Edited
from application.asset.probe import Candidate
from application.past.moment import AsOf
from application.queries.asset_view import AssetView, CostedAssetView
from application.queries.invoice_items import InvoiceItem
from core.asset.perpetual_id_looks import PerpetualIdStatus
from core.asset.values import SYSTEM_FIELDS, AssetStatus, CancellationState
from entrypoints.cli.screen import NOTHING, exact_moment, facts, money, outcome, table
from entrypoints.cli.views.cancellation import about_cancellation


def assets(views: Sequence[AssetView]) -> RenderableType:
    made = table("Id", "Licence", "Sync status", ids=("Id", "Sync status"))
    for view in views:
        sold = f"{view.quantity} for {money(view.price.total)}, {view.purchase_date:%Y-%m-%d}"
        made.add_row(str(view.id), f"{view.name}\n{sold}", _states(view))
    return made


def asset(view: AssetView) -> RenderableType:
    """The sections of the asset record, as the source page names them."""
    edited = {
        name: value for name, value in view.custom_fields.items() if name not in SYSTEM_FIELDS
    }
    sections = (
        facts("General Information", _general(view)),
        facts("Product", {**_product(view), **_cost(view)}),
        facts("Microsoft Perpetual License Details", _licence(view)),
        *((facts("Custom Fields", edited),) if edited else ()),
        *about_cancellation(view),
    )
    return Group(*sections)


def as_of(stand: AsOf) -> RenderableType:
    words = f"As of {exact_moment(stand.time)}: version {stand.version}, position {stand.position}"
    return Text(f"{words} of the ledger.", style="dim")


def _general(view: AssetView) -> dict[str, object]:
    error = view.last_error
    return {
        "Id": view.id,
        "Name": view.name,
        "Status": view.status,
        "Provisioning Sync Status": outcome(_sync_status(view)),
        "What next": _next_step(view),
        "Last error": f"{error.code}: {error.message}" if error else None,
        "Purchase Date": view.purchase_date,
        "Provisioned": view.provisioned_at,
        "May be returned until": view.return_deadline,
        "Order": view.order_id,
        "End customer": view.end_customer_id,
        "Billed to": view.billed_to_id,
    }


def _next_step(view: AssetView) -> str | None:
    if view.outcome_unknown:
        return "perpetua asset attempts; asset candidates; then asset link, or asset settle"
    return None


def _product(view: AssetView) -> dict[str, object]:
    price = view.price
    return {
        "Product": view.product.name,
        "Code": view.product.code,
        "Qualification": view.product.qualification,
        "Asset type": view.asset_type,
        "Quantity": view.quantity,
        "Price": f"{money(price.unit)} ({price.unit_name}, {price.billing_term})",
        "Total, net of tax": money(price.total),
        "Price from": f"{price.source} of {price.country}",
    }


def _cost(view: AssetView) -> dict[str, object]:
    if not isinstance(view, CostedAssetView):
        return {}
    cost = view.cost
    return {"Cost": f"{money(cost.unit)}, at Microsoft {money(cost.vendor_unit)}"}


def _licence(view: AssetView) -> dict[str, object]:
    return {
        "Perpetual Order ID": view.perpetual_order_id,
        "Perpetual Order ID Alias": view.perpetual_order_id_alias,
        "Perpetual License SKU": view.perpetual_license_sku,
        "Perpetual ID": view.perpetual_id or _missing_id(view),
        "Catalog ID": view.catalog_id,
    }


def _missing_id(view: AssetView) -> str | None:
    match view.perpetual_id_status:
        case PerpetualIdStatus.AWAITED:
            return "awaited from Microsoft"
        case PerpetualIdStatus.NOT_ISSUED:
            return "not issued; asset refresh looks again"
    return None


def _states(view: AssetView) -> Text:
    """The sync status, and below it what is special."""
    special = "canceled" if view.status == AssetStatus.CANCELED else _open_cancellation(view)
    return Text("\n").join(outcome(word) for word in (_sync_status(view), special) if word)


def _open_cancellation(view: AssetView) -> str:
    asked = view.cancellation and view.cancellation.state in _OPEN
    return "cancellation" if asked else ""


_OPEN = (CancellationState.REQUESTED, CancellationState.ATTEMPTED)


def _sync_status(view: AssetView) -> str:
    return view.sync_status or ("unknown" if view.outcome_unknown else "in progress")


def edited(result: Edited) -> RenderableType:
    filled = "Its perpetual id was found as well." if result.filled else ""
    trouble = f"Its perpetual id could not be looked up: {result.trouble}" if result.trouble else ""
    saved = f"Asset {result.asset_id} is saved in version {result.version}."
    return Text(" ".join(filter(None, (saved, filled, trouble))))


def challenge(asked: Challenge) -> RenderableType:
    about = {"Sold for": money(asked.sold_for), "Costs today": money(asked.cost_today)}
    found = (candidates(asked.candidates),) if asked.candidates else ()
    return Group(Text(asked.message), facts(asked.product_name, about), *found)


def candidates(items: Sequence[Candidate]) -> RenderableType:
    made = table(
        "Order", "Line", "Quantity", "Ordered", "Why", ids=("Order",), numbers=("Quantity",)
    )
    for each in items:
        form = each.perpetual_order_id_alias or each.perpetual_order_id
        ordered = f"{each.ordered_at:%Y-%m-%d %H:%M}" if each.ordered_at else NOTHING
        made.add_row(form, str(each.line), str(each.quantity), ordered, each.why)
    return made


def declined(_: object) -> RenderableType:
    return Text("Nothing was bought and nothing changed; the history knows that it was asked.")


def invoice_items(items: Sequence[InvoiceItem]) -> RenderableType:
    made = table("Asset", "Item", "Total", "Billed", ids=("Asset",), numbers=("Total",))
    for item in items:
        what = f"{item.description}\n{item.quantity} {item.unit}, {item.charge_type} {item.kind}"
        billed = f"{item.billed_at:%Y-%m-%d}" if item.billed_at else NOTHING
        made.add_row(str(item.asset_id), what, money(item.total), billed)
    return made
