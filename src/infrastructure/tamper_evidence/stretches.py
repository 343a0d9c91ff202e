"""Parts of the chain that are verified one by one, or side by side in several processes.

A part trusts the link that the chain keeps at its beginning, which the part before it verifies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from infrastructure.database.database import Database
from infrastructure.tamper_evidence import chain_rows
from infrastructure.tamper_evidence.chain_rows import ChainRow
from infrastructure.tamper_evidence.links import GENESIS, links, positions_of, unpacked
from infrastructure.tamper_evidence.stored_rows import StoredRows

_ROWS = 64
"""So many rows of the chain are read at once …"""
_EVENTS = 2_000
"""… and compared in parts of about so many events."""


@dataclass(frozen=True)
class Stretch:
    """From behind `after` up to `upto`; `events` come before it, `length` are in it."""

    after: int
    upto: int
    events: int
    length: int


def stretches(ends: Iterable[tuple[int, int]], length: int) -> Iterator[Stretch]:
    """The chain in parts of at least `length` events, but for the last one."""
    after = events = position = counted = 0
    for position, counted in ends:
        if counted - events >= length:
            yield Stretch(after, position, events, counted - events)
            after, events = position, counted
    if position > after:
        yield Stretch(after, position, events, counted - events)


def first_bad_position(database: Database, stretch: Stretch) -> int | None:
    """Where the stored events and the chain first disagree; None when they agree."""
    stored = StoredRows(database)
    previous, position, events = _link_at(database, stretch.after), stretch.after, stretch.events
    for part in _parts(database, stretch):
        expected = sum(row.length for row in part)
        frames = stored.frames(position, part[-1].position, expected + 1)
        positions, found = positions_of(frames), links(previous, frames)
        if not (_are_equal(positions, found, part) and _are_in_order(part, position, events)):
            return _first_difference(unpacked(positions), found, part, position)
        previous, position, events = found[-1], part[-1].position, events + expected
    return None if position == stretch.upto else position + 1


def _link_at(database: Database, position: int) -> bytes:
    if not position:
        return GENESIS
    with database.engine.connect() as connection:
        row = chain_rows.holding(connection, position)
    return row.last_hash if row else b""


def _parts(database: Database, stretch: Stretch) -> Iterator[list[ChainRow]]:
    part: list[ChainRow] = []
    length = 0
    for row in _rows(database, stretch):
        part.append(row)
        length += row.length
        if length >= _EVENTS:
            yield part
            part, length = [], 0
    if part:
        yield part


def _rows(database: Database, stretch: Stretch) -> Iterator[ChainRow]:
    position = stretch.after
    while position < stretch.upto:
        with database.engine.connect() as connection:
            rows = chain_rows.behind(connection, position, _ROWS)
        if not rows:
            return
        yield from (row for row in rows if row.position <= stretch.upto)
        position = rows[-1].position


def _are_equal(positions: bytes, found: list[bytes], part: list[ChainRow]) -> bool:
    """Whether events and chain agree in every position and every link."""
    return positions == b"".join(row.positions for row in part) and b"".join(found) == b"".join(
        row.hashes for row in part
    )


def _are_in_order(part: list[ChainRow], position: int, events: int) -> bool:
    """Whether each row of the chain follows the one before it, and counts on."""
    for row in part:
        events += row.length
        if (row.begins_after, row.position, row.events) != (position, row.last_position, events):
            return False
        position = row.position
    return True


def _first_difference(
    positions: Sequence[int], found: list[bytes], part: list[ChainRow], position: int
) -> int:
    """An event that is stored otherwise, is missing, or that the chain does not know."""
    stored = zip(positions, found, strict=True)
    chained = (link for row in part for link in row.links)
    for mine, theirs in zip_longest(stored, chained):
        if mine is None or theirs is None:
            return int((mine or theirs)[0])
        if mine != theirs:
            is_same_event = mine[1] == theirs[1]
            return mine[0] if is_same_event else min(mine[0], theirs[0])
    return positions[0] if positions else position + 1
