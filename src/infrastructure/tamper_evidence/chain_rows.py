"""The stored chain: each row holds the links of the events that were chained together.

A row begins behind the position at which another one ends. As `begins_after` is the primary key, no
two rows follow the same one, which is what lets any number of processes keep the chain up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from infrastructure.tamper_evidence.links import LINK_LENGTH, POSITION_LENGTH, split, unpacked

_MANY = 10_000
_COLUMNS = "SELECT begins_after, position, events, positions, hashes FROM ledger_chain"
_LAST = text(f"{_COLUMNS} ORDER BY position DESC LIMIT 1")
_HOLDING = text(
    f"{_COLUMNS} WHERE begins_after < :position AND position >= :position "
    "ORDER BY begins_after LIMIT 1"
)
_BEHIND = text(f"{_COLUMNS} WHERE position > :position ORDER BY position LIMIT :limit")
_WITHIN = text(f"{_COLUMNS} WHERE position > :after AND begins_after < :upto ORDER BY position")
_ENDS = text("SELECT position, events FROM ledger_chain ORDER BY position")
_APPEND = text(
    "INSERT INTO ledger_chain (begins_after, position, events, positions, hashes) "
    "SELECT :begins_after, :position, :events, :positions, :hashes "
    "WHERE coalesce((SELECT max(position) FROM ledger_chain), 0) = :begins_after "
    "ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class ChainRow:
    """`events` counts those of the whole chain up to and with `position`, its last."""

    begins_after: int
    position: int
    events: int
    positions: bytes
    hashes: bytes

    @property
    def length(self) -> int:
        """How many events it holds."""
        return len(self.hashes) // LINK_LENGTH

    @property
    def last_hash(self) -> bytes:
        return self.hashes[-LINK_LENGTH:]

    @property
    def last_position(self) -> int | None:
        """As the positions themselves say; None when there is none."""
        return next(iter(unpacked(self.positions[-POSITION_LENGTH:])), None)

    @property
    def links(self) -> list[tuple[int, bytes]]:
        """Its events' positions with their links."""
        return list(zip(unpacked(self.positions), split(self.hashes), strict=False))


def last(connection: Connection) -> ChainRow | None:
    return _first(connection.execute(_LAST).first())


def holding(connection: Connection, position: int) -> ChainRow | None:
    """The row in whose span a position lies."""
    return _first(connection.execute(_HOLDING, {"position": position}).first())


def behind(connection: Connection, position: int, limit: int) -> Sequence[ChainRow]:
    """The next rows that end behind a position."""
    found = connection.execute(_BEHIND, {"position": position, "limit": limit})
    return [_row(row) for row in found]


def within(connection: Connection, after: int, upto: int) -> Sequence[ChainRow]:
    """The rows that hold links of the events from behind a position up to another one."""
    found = connection.execute(_WITHIN, {"after": after, "upto": upto})
    return [_row(row) for row in found]


def ends(connection: Connection) -> Iterator[tuple[int, int]]:
    """Position and number of events at the end of every row, read as they are wanted."""
    found = connection.execution_options(yield_per=_MANY).execute(_ENDS)
    return ((position, events) for position, events in found)


def append(connection: Connection, row: ChainRow) -> bool:
    """Put a row at the end; False: another process put one there first."""
    return connection.execute(_APPEND, vars(row)).rowcount == 1


def _first(found: Row[*tuple[Any, ...]] | None) -> ChainRow | None:
    return None if found is None else _row(found)


def _row(found: Row[*tuple[Any, ...]]) -> ChainRow:
    """What somebody stored as anything but bytes holds no link."""
    begins_after, position, events, *some = found
    positions, hashes = (each if isinstance(each, bytes) else b"" for each in some)
    return ChainRow(begins_after, position, events, positions, hashes)
