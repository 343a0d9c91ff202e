"""Tells the demo in a few readable lines a step, or keeps silent for `--json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.box import SIMPLE
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from application.history.entry import HistoryEntry
from application.projections.products import StorefrontProductRow
from application.queries.asset_view import AssetView
from application.queries.invoice_items import InvoiceItem


class Narrator:
    def __init__(self, console: Console) -> None:
        self._console = console

    def step(self, number: int, title: str) -> Callable[[str], None]:
        """Begin a step; returns the voice that tells it."""
        self._console.print(f"\n[bold cyan]{number}. {title}[/]")
        return self.say

    def say(self, text: str) -> None:
        self._console.print(Padding(Text(text), (0, 0, 0, 3)))

    def products(self, products: Iterable[StorefrontProductRow]) -> None:
        table = _table("List prices", "Product", "EUR", "ILS")
        for product in products:
            prices = {price.currency: price.amount for price in product.list_prices}
            table.add_row(product.name, *(str(prices.get(code, "")) for code in ("EUR", "ILS")))
        self._show(table)

    def assets(self, title: str, assets: Iterable[AssetView]) -> None:
        table = _table(title, "Name", "Status", "Sync", "Total", "Perpetual order")
        for asset in assets:
            sync = asset.sync_status or "in progress"
            order = asset.perpetual_order_id_alias or asset.perpetual_order_id or ""
            table.add_row(asset.name, asset.status, sync, str(asset.price.total), order)
        self._show(table)

    def invoice(self, items: Iterable[InvoiceItem]) -> None:
        table = _table("Invoice items", "Description", "Quantity", "Unit", "Unit price", "Total")
        for item in items:
            facts = (item.description, str(item.quantity), item.unit)
            table.add_row(*facts, str(item.unit_price), str(item.total))
        self._show(table)

    def history(self, entries: Iterable[HistoryEntry]) -> None:
        table = _table("History of the re-provisioned asset", "Time (UTC)", "Who", "What", "Why")
        for entry in entries:
            what = entry.kind.split(".")[1].replace("-", " ")
            table.add_row(f"{entry.time:%H:%M:%S}", entry.actor, what, entry.reason or "")
        self._show(table)

    def _show(self, table: Table) -> None:
        self._console.print(Padding(table, (0, 0, 0, 3)))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
