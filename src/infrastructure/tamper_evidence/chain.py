"""The hash chain in the database: kept up as the read models are, verified in parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from application.ports.ledger_chain import ChainPoint
from application.ports.progress import Progress
from infrastructure.database.database import Database
from infrastructure.tamper_evidence import chain_rows
from infrastructure.tamper_evidence.chain_rows import ChainRow
from infrastructure.tamper_evidence.exporting import line_at, lines_of
from infrastructure.tamper_evidence.links import GENESIS, links, positions_of, unpacked
from infrastructure.tamper_evidence.side_by_side import verdicts
from infrastructure.tamper_evidence.stored_rows import StoredRows
from infrastructure.tamper_evidence.stretches import stretches

_PAGE = 1_000
_STRETCH = 25_000
"""Events that a process verifies before it tells."""
_FOR_EVER = 2**63 - 1


class SqlLedgerChain:
    """Implements LedgerChain, and Projector: any number of processes may keep the chain up.

    What is chained already is never chained again: a position that comes a second time is for
    `first_bad_position` to find.
    """

    def __init__(
        self, database: Database, *, page_size: int = _PAGE, stretch: int = _STRETCH
    ) -> None:
        self._database = database
        self._stored = StoredRows(database)
        self._page_size = page_size
        self._stretch = stretch

    def catch_up(self) -> None:
        """Chain every event that the ledger holds now.

        A chain that somebody changed so that none of its rows can be the last one stays as it is.
        """
        stuck = None
        while not self._stored.is_chained():
            last = self._last()
            if last.position == stuck or not (found := self._behind(last)):
                return
            is_ours = self._append(found)
            if is_ours and found.length < self._page_size:
                return
            stuck = None if is_ours else last.position

    def end(self) -> ChainPoint:
        last = self._last()
        return ChainPoint(last.position, last.last_hash.hex(), last.events)

    def at(self, position: int) -> ChainPoint | None:
        with self._database.engine.connect() as connection:
            row = chain_rows.holding(connection, position)
        if row is None:
            return None
        before = row.events - row.length
        for number, (found, link) in enumerate(row.links, start=1):
            if found == position:
                return ChainPoint(position, link.hex(), before + number)
        return None

    def first_behind(self, position: int) -> int | None:
        with self._database.engine.connect() as connection:
            rows = chain_rows.behind(connection, position, 1)
        known = (found for row in rows for found, _ in row.links)
        return next((found for found in known if found > position), None)

    def first_bad_position(self, progress: Progress) -> int | None:
        first = self._stored.first()
        if first is not None and first <= 0:
            return first  # a stream shows it, and the ledger's order does not
        with self._database.engine.connect() as connection:
            parts = list(stretches(chain_rows.ends(connection), self._stretch))
        total = sum(part.length for part in parts)
        with closing(verdicts(self._database, parts)) as found:
            for part, bad in zip(parts, found, strict=True):
                progress.advance("Verifying events", done=part.events + part.length, total=total)
                if bad is not None:
                    return bad
        return None

    def line(self, position: int) -> bytes | None:
        return line_at(self._database, position)

    def lines(self, progress: Progress) -> Iterator[bytes]:
        return lines_of(self._database, self.end(), progress)

    def _last(self) -> ChainRow:
        with self._database.hints.connect() as connection:
            return chain_rows.last(connection) or _EMPTY

    def _behind(self, last: ChainRow) -> ChainRow | None:
        """The links of the page of events that follows; None when there is none."""
        frames = self._stored.frames(last.position, _FOR_EVER, self._page_size)
        if not frames:
            return None
        positions = positions_of(frames)
        return ChainRow(
            begins_after=last.position,
            position=unpacked(positions)[-1],
            events=last.events + len(frames),
            positions=positions,
            hashes=b"".join(links(last.last_hash, frames)),
        )

    def _append(self, row: ChainRow) -> bool:
        """False: another process did, or the chain was changed."""
        with self._database.derived.begin() as connection:
            return chain_rows.append(connection, row)


_EMPTY = ChainRow(begins_after=0, position=0, events=0, positions=b"", hashes=GENESIS)
