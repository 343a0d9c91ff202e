"""A history as a file: JSON Lines for programs, CSV for spreadsheets, written as it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from application.history.entry import HistoryEntry
from application.history.export_history import ExportFormat
from entrypoints.csv_text import headed_lines
from entrypoints.rendering import to_json, to_plain

_COLUMNS = tuple(each.name for each in fields(HistoryEntry))


def exported(entries: Iterable[HistoryEntry], written_as: ExportFormat) -> Iterator[bytes]:
    """One line for each entry; CSV begins with a heading.

    In CSV the changes of an entry are one cell of JSON, and a text that a spreadsheet would take
    for a formula is marked with an apostrophe.
    """
    if written_as is ExportFormat.JSONL:
        return (to_json(entry) + b"\n" for entry in entries)
    return (text.encode() for text in headed_lines(_COLUMNS, map(_row, entries)))


def _row(entry: HistoryEntry) -> Mapping[str, Any]:
    return {**to_plain(entry), "changes": to_json(entry.changes).decode()}
