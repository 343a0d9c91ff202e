"""Previews, runs, products and definitions of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from application.catalogue.preview import Preview
from application.catalogue.sync_services import AppliedRun
from application.projections.catalogue_runs import CatalogueRunRow
from application.queries.definitions import Definitions
from application.queries.products import ProductDetails
from core.catalogue.values import FailedSource, QuarantinedRow
from entrypoints.cli.screen import facts, moment, outcome, price, prices_in, table

FIRST = 12
"""Changes and left-out rows that a preview shows; --json has all of them."""


def preview(found: Preview) -> RenderableType:
    changes = table(
        "Code", "Change", "Product", "List price", ids=("Code", "Change"), numbers=("List price",)
    )
    for change in found.changes[:FIRST]:
        prices = (price(each.sell, each.currency) for each in change.list_prices)
        changes.add_row(change.code, outcome(change.status), change.name, prices_in(prices))
    counted = {
        "Services": "; ".join(f"{each.action} {each.name}" for each in found.services),
        "Products new": found.new,
        "updated": found.updated,
        "discontinued": found.discontinued,
        "unchanged": found.unchanged,
        "Digest": found.digest,
    }
    rest = len(found.changes) - FIRST
    more = (Text(f"… and {rest} more; --json shows every one."),) if rest > 0 else ()
    shown = (changes, *more) if found.changes else ()
    left_out = _left_out(found.quarantine, found.failed_countries)
    return Group(facts("Get Services Definition would", counted), *shown, *left_out)


def applied(run: AppliedRun) -> RenderableType:
    return facts(
        "The catalogue is up to date",
        {
            "Run": run.run_id,
            "Products new": run.new,
            "updated": run.updated,
            "discontinued": run.discontinued,
            "unchanged": run.unchanged,
            "Rows in quarantine": run.quarantined,
            "Sources that failed": run.failed,
        },
    )


def runs(rows: Sequence[CatalogueRunRow]) -> RenderableType:
    made = table("Run", "Applied", "Products", ids=("Run",))
    for row in rows:
        left_out = len(row.quarantine) + len(row.failed)
        counted = f"{row.new} new, {row.updated} updated, {row.discontinued} discontinued"
        made.add_row(str(row.run_id), moment(row.started_at), f"{counted}, {left_out} left out")
    return made


def products(rows: Sequence[ProductDetails]) -> RenderableType:
    made = table(
        "Code", "Product", "Status", "Sells at", ids=("Code", "Status"), numbers=("Sells at",)
    )
    for row in rows:
        prices = (price(each.sell, each.currency) for each in row.list_prices)
        made.add_row(row.code, row.name, outcome(row.catalog_status), prices_in(prices))
    return made


def product(row: ProductDetails) -> RenderableType:
    about = {
        "Code": row.code,
        "Perpetual License SKU": row.sku_name,
        "Qualification": row.qualification,
        "Catalog status": row.catalog_status,
        "Published": row.published,
        "Countries": row.countries,
        "Quantity": f"{row.minimum_quantity} to {row.maximum_quantity}",
        "Instance": row.instance,
        "Description": row.description,
        "Version": row.version,
    }
    prices = table("Purchase", "Sell", "Highest in", "Source", numbers=("Purchase", "Sell"))
    for each in row.list_prices:
        prices.add_row(
            price(each.purchase, each.currency),
            price(each.sell, each.currency),
            f"{each.purchase_country}, {each.sell_country}",
            each.rate_id or each.source,
        )
    markets = table("Country", "Cost", "ERP price", numbers=("Cost", "ERP price"))
    for market in row.market_prices:
        cost, erp = (price(amount, market.currency) for amount in (market.cost, market.erp))
        markets.add_row(market.country, cost, erp)
    headed = (Text("Default prices", "bold"), prices, Text("Microsoft's lists", "bold"), markets)
    return Group(facts(row.name, about), *headed)


def definitions(found: Definitions) -> RenderableType:
    shown: list[RenderableType] = []
    for kind in found.product_types:
        about = {"Charge type": kind.charge_type, "Asset type": kind.asset_type}
        values = {each.name: f"{len(each.values)} values" for each in kind.properties}
        shown.append(facts(f"Product type {kind.name}", {**about, **values}))
    fields = {each.name: "from Microsoft" for each in found.custom_fields}
    units = {each.name: each.unit_group for each in found.units}
    shown += [facts("Asset custom fields", fields), facts("Units", units)]
    nothing = Text("Nothing is defined yet; the first sync does: perpetua catalogue preview")
    return Group(*shown) if found.product_types else nothing


def _left_out(
    quarantine: Sequence[QuarantinedRow], failed: Sequence[FailedSource]
) -> tuple[RenderableType, ...]:
    made = table("Left out", "Where", "Why", ids=("Left out",))
    for row in quarantine[:FIRST]:
        made.add_row("price row", f"{row.country} row {row.row}", row.reason)
    for source in failed:
        made.add_row("source", f"{source.country} {source.segment or 'prices'}", source.reason)
    return (made,) if made.row_count else ()
