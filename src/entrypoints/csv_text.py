"""Answers as CSV, for spreadsheets: one line each, nested fields by their path."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from io import StringIO
from itertools import chain
from typing import Any

from entrypoints.rendering import to_plain

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(answers: Sequence[Any]) -> str:
    """A heading and a line for each; empty for none.

    A text that a spreadsheet would take for a formula is marked with an apostrophe.
    """
    lines = [line_of(answer) for answer in answers]
    columns = tuple(dict.fromkeys(column for line in lines for column in line))
    text = StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    if columns:
        writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in line.items()} for line in lines)
    return text.getvalue()


def csv_lines(lines: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A heading and each line as it comes; all have the columns of the first."""
    remaining = iter(lines)
    first = next(remaining, None)
    if first is not None:
        yield from headed_lines(tuple(first), chain([first], remaining))


def headed_lines(columns: Sequence[str], lines: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The heading, also when no line comes, and then each line as it comes."""
    text = StringIO()
    writer: Any = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    yield text.getvalue()
    for line in lines:
        text.seek(0)
        text.truncate()
        writer.writerow({name: _harmless(value) for name, value in line.items()})
        yield text.getvalue()


def line_of(answer: Any) -> dict[str, Any]:
    """Its columns with their values; nested fields by their path."""
    return dict(_flat(to_plain(answer)))


def _flat(shown: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in shown.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULAS) and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
