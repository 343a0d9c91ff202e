"""Chained events as JSON Lines, of which anybody can compute the chain again (B4)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from application.ports.ledger_chain import ChainPoint
from application.ports.progress import Progress
from infrastructure.database.database import Database
from infrastructure.tamper_evidence import chain_rows
from infrastructure.tamper_evidence.links import StoredRow
from infrastructure.tamper_evidence.stored_rows import StoredRows

_PAGE = 1_000


def lines_of(database: Database, end: ChainPoint, progress: Progress) -> Iterator[bytes]:
    """What is stored, changed or not, beside the link that the chain keeps of that position."""
    stored = StoredRows(database)
    done = position = 0
    while rows := stored.between(position, end.position, _PAGE):
        known = _links(database, position, rows[-1][0])
        for row in rows:
            yield _line(row, known.get(row[0]))
        position = rows[-1][0]
        done += len(rows)
        progress.advance("Exporting events", done=min(done, end.events), total=end.events)


def line_at(database: Database, position: int) -> bytes | None:
    """The event at one position, as it is stored."""
    rows = StoredRows(database).between(position - 1, position, 1)
    known = _links(database, position - 1, position)
    return next((_line(row, known.get(position)) for row in rows), None)


def _links(database: Database, after: int, upto: int) -> dict[int, bytes]:
    with database.engine.connect() as connection:
        rows = chain_rows.within(connection, after, upto)
    return dict(link for row in rows for link in row.links)


def _line(row: StoredRow, link: bytes | None) -> bytes:
    position, stream, version, topic, state = row
    said = {
        "position": position,
        "stream": _text(stream),
        "version": version,
        "topic": _text(topic),
        "state": _text(state),
        "hash": link.hex() if link else None,
    }
    return json.dumps(said, separators=(",", ":")).encode() + b"\n"


def _text(stored: bytes | None) -> str | None:
    return None if stored is None else stored.decode("utf-8", "surrogateescape")
