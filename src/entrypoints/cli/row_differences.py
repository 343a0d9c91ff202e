"""Differing rows on stdout, each written as it comes: there may be more than memory holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from application.ports.projections import Comparison, RowDifference
from application.queries.diff_projection import counted
from entrypoints.cli.screen import on_stdout
from entrypoints.csv_text import csv_lines
from entrypoints.rendering import to_json, to_plain


def write_json(comparison: Comparison) -> None:
    """One object: `items` has every row; the counts follow, as they are known then."""
    separators = iter(('{"items":[',))

    def seen(difference: RowDifference) -> None:
        _out(f"{next(separators, ',')}{to_json(difference).decode()}")

    counts = to_plain(counted(comparison, first=0, seen=seen))
    del counts["items"]
    _out(f"{next(separators, '')}],{to_json(counts).decode()[1:]}\n")


def write_csv(comparison: Comparison) -> None:
    """One line for each field of each row."""
    lines = (line for each in comparison.differences for line in _lines(each))
    for text in csv_lines(lines):
        _out(text)


def _lines(difference: RowDifference) -> Iterator[Mapping[str, Any]]:
    shown = to_plain(difference)
    key = {f"key.{name}": value for name, value in shown["key"].items()}
    for field in shown["fields"]:
        values = {name: _in_one_cell(field[name]) for name in ("old", "new")}
        yield {"kind": shown["kind"], **key, "field": field["field"], **values}


def _in_one_cell(value: Any) -> Any:
    return to_json(value).decode() if isinstance(value, dict | list) else value


def _out(text: str) -> None:
    on_stdout().out(text, highlight=False, end="")
