"""Previews, runs, products and definitions of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from application.queries.definitions import Definitions
from application.queries.product_details import ProductDetails
from entrypoints.cli.screen import facts, moment, outcome, price, prices_in, table


def products(rows: Sequence[ProductDetails]) -> RenderableType:
    made = table(
        "Code", "Product", "Status", "Sells at", ids=("Code", "Status"), numbers=("Sells at",)
    )
    for row in rows:
        prices = (price(each.sell, each.currency) for each in row.list_prices)
        status = outcome(row.catalog_status)
        if not row.published:
            status.append("\nunpublished", "default")
        made.add_row(row.code, row.name, status, prices_in(prices))
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
        "Language": row.language,
        "Version": row.version,
    }
    sections = (_default_prices(row), _lists(row), _known_changes(row))
    shown = (
        line
        for heading, made in sections
        if made.row_count
        for line in (Text(f"\n{heading}", "bold"), made)
    )
    return Group(facts(row.name, about), *shown, *_below_purchase(row))


def _default_prices(row: ProductDetails) -> tuple[str, Table]:
    made = table("Purchase", "Sell", "Decided in", "Source", numbers=("Purchase", "Sell"))
    for each in row.list_prices:
        made.add_row(
            price(each.purchase, each.currency),
            price(each.sell, each.currency),
            f"{each.purchase_country}, {each.sell_country}",
            each.rate_id or each.source,
        )
    return "Default prices", made


def _below_purchase(row: ProductDetails) -> Iterator[Text]:
    for each in row.list_prices:
        if each.sell_below_purchase:
            said = f"Attention: in {each.currency}, the product sells below its purchase price."
            yield Text(said, "bold yellow")


def _lists(row: ProductDetails) -> tuple[str, Table]:
    """Tiers only where there are some."""
    tiers = any(market.from_quantity > 1 for market in row.market_prices)
    numbers = (*(("From licences",) if tiers else ()), "Cost", "ERP price")
    made = table("Country", *numbers, numbers=numbers)
    for market in row.market_prices:
        cost, erp = (price(amount, market.currency) for amount in (market.cost, market.erp))
        tier = (str(market.from_quantity),) if tiers else ()
        made.add_row(market.country, *tier, cost, erp)
    return "Microsoft's lists", made


def _known_changes(row: ProductDetails) -> tuple[str, Table]:
    made = table("Country", "Another price from")
    for change in row.known_changes:
        made.add_row(change.country, moment(change.at))
    return "Price changes that Microsoft announced", made


def published(changed: int, *, published: bool) -> Text:
    done = "shown to buyers" if published else "hidden from buyers"
    if not changed:
        return Text(f"Nothing changed: all of it was {done} already.")
    return Text(f"{'1 product is' if changed == 1 else f'{changed} products are'} now {done}.")


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
