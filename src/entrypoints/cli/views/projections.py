"""Read models: where their tables stand, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from application.ports.projections import BuildName, RowDifference
from application.queries.diff_projection import ProjectionDiff
from application.queries.projection_status import ProjectionView
from entrypoints.cli.screen import facts, outcome, said, table

FIRST = 12
"""Rows of a diff that are shown."""


def standings(rows: Sequence[ProjectionView]) -> RenderableType:
    numbers = ("Position", "Behind", "Seconds", "Rows")
    made = table("Read model", "State", *numbers, ids=("Read model",), numbers=numbers)
    for row in rows:
        counted = (str(each) for each in (row.position, row.lag, row.lag_seconds, row.rows))
        made.add_row(_table_of(row), outcome(row.state), *counted)
    why = (Text(f"\n{row.error.message}", "red") for row in rows if row.error)
    return Group(made, *why)


def diff(found: ProjectionDiff) -> RenderableType:
    about = {
        "Before": _compared(found.old),
        "After": _compared(found.new),
        "Only before": found.only_old,
        "Only after": found.only_new,
        "Different": found.different,
    }
    return Group(facts(found.name, about), *_rows(found))


def _rows(found: ProjectionDiff) -> Iterator[RenderableType]:
    if not found.total:
        yield Text("All rows are equal.", "green")
        return
    made = table("Row", "Field", "Before", "After", ids=("Row",))
    for each in found.items:
        for line in _lines(each):
            made.add_row(*line)
    yield Text("\nRows that differ", "bold")
    yield made
    if found.total > len(found.items):
        more = found.total - len(found.items)
        yield Text(f"… and {more} more; --json and --csv show every one.")


def _lines(difference: RowDifference) -> Iterator[tuple[str, str, str, str]]:
    key = "\n".join(str(value) for value in difference.key.values())
    for each in difference.fields:
        yield key, each.field, said(each.old), said(each.new)
        key = ""


def _table_of(row: ProjectionView) -> str:
    return f"{row.name} v{row.version}" + (f" ({row.build})" if row.build > 1 else "")


def _compared(build: BuildName) -> str:
    return f"v{build.version} ({build.build}), at position {build.position}"
