"""The terminal: tables, money and times, the same in every command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

NOTHING = "–"


def on_stdout() -> Console:
    """Names of products and people are shown as they are: no markup, no emoji."""
    return Console(markup=False, emoji=False, highlight=False)


def on_stderr() -> Console:
    return Console(stderr=True, markup=False, emoji=False, highlight=False)


def announce(line: str) -> None:
    """What a command that runs on has begun to do; an address stays whole."""
    on_stdout().print(line, soft_wrap=True, highlight=False)


def money(amount: Any) -> str:
    """`412.50 EUR`; anything with an `amount` and a `currency`, or None."""
    return price(amount.amount, amount.currency) if amount else NOTHING


def price(amount: Decimal, currency: str) -> str:
    return f"{amount:f} {currency}"


def price_or_none(amount: Decimal | None, currency: str) -> str:
    """A dash where there is no price."""
    return NOTHING if amount is None else price(amount, currency)


def change_in(percent: Decimal | None) -> str:
    """`+5.4 %`; a dash where there is nothing to compare with."""
    return NOTHING if percent is None else f"{percent:+} %"


def prices_in(each_currency: Iterable[str]) -> str:
    """A price per line."""
    return "\n".join(each_currency) or NOTHING


def moment(time: datetime | None) -> str:
    """`2026-11-22 17:52:22Z`, in UTC."""
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z" if time else NOTHING


def exact_moment(time: datetime) -> str:
    """`2026-11-22T17:52:22.123456Z`: what `--at` takes."""
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def said(value: Any) -> str:
    """Whatever it is in words; an empty value is a dash."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, tuple | list):
        return ", ".join(str(each) for each in value) or NOTHING
    return NOTHING if value in (None, "") else str(value)


def table(*columns: str, ids: Iterable[str] = (), numbers: Iterable[str] = ()) -> Table:
    """A table that fits 80 columns and wider ones: ids are never broken, numbers stand right."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        made.add_column(
            column,
            no_wrap=column in ids or column in numbers,
            justify="right" if column in numbers else "left",
            overflow="fold",
        )
    return made


def facts(title: str, shown: Mapping[str, Any]) -> RenderableType:
    """A section: a heading with labelled values below it."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in shown.items():
        grid.add_row(f"  {label}", said(value))
    return Group(Text(title, style="bold"), grid)


def outcome(word: str) -> Text:
    """A state in the colour of how it went."""
    return Text(word, style=_STYLES.get(word, ""))


_STYLES = {
    "synchronized": "green",
    "executed": "green",
    "live": "green",
    "ready": "yellow",
    "building": "yellow",
    "stopped": "red",
    "ahead": "red",
    "applied": "green",
    "new": "green",
    "clean": "green",
    "not clean": "red",
    "unlinked": "red",
    "missing": "red",
    "duplicate": "red",
    "different_quantity": "red",
    "cancelled_there": "red",
    "different_price": "yellow",
    "already_applied": "yellow",
    "abandoned": "red",
    "running": "yellow",
    "failed": "red",
    "canceled": "red",
    "refused": "red",
    "cancellation": "yellow",
    "error": "red",
    "discontinued": "red",
    "unknown": "yellow",
    "in progress": "yellow",
    "notice": "yellow",
}
