"""Sections of what a run read and left out: headed tables that are cut when they are long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from core.catalogue.values import CountryLog, FailedSource, QuarantinedRow
from entrypoints.cli.screen import table

FIRST = 12
"""Rows of a section that are shown; --json has all of them."""


@dataclass(frozen=True)
class Listing:
    """A section; `total` rows exist, of which `rows` may give only the first."""

    heading: str
    table: Table
    rows: Iterable[Sequence[RenderableType]]
    total: int


def listed(section: Listing) -> Iterator[RenderableType]:
    """Nothing for a section without rows."""
    if not section.total:
        return
    for row in islice(section.rows, FIRST):
        section.table.add_row(*row)
    yield Text(f"\n{section.heading}", "bold")
    yield section.table
    if section.total > section.table.row_count:
        yield Text(f"… and {section.total - section.table.row_count} more; --json shows every one.")


def quarantine(rows: Sequence[QuarantinedRow], total: int) -> Listing:
    made = table("Country", "Row", "Why it cannot be used", numbers=("Row",))
    told = ((each.country, str(each.row), each.reason) for each in rows)
    return Listing(f"Price rows in quarantine: {total}", made, told, total)


def failed(sources: Sequence[FailedSource]) -> Listing:
    made = table("Country", "Asked for", "Why it failed")
    told = ((each.country, each.segment or "prices", each.reason) for each in sources)
    return Listing("Sources that failed: nothing of theirs is changed", made, told, len(sources))


def country_log(countries: Sequence[CountryLog]) -> Listing:
    columns = ("Offers", "Sheet rows", "Prices", "In quarantine")
    made = table("Country", *columns, numbers=columns)
    told = (
        (each.country, *map(str, (each.offers, each.rows, each.prices, each.quarantined)))
        for each in countries
    )
    return Listing("Read from Microsoft", made, told, len(countries))
