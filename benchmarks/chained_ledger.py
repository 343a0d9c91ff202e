"""P8: verification of the hash chain over a ledger, against a scan of the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import NAMESPACE_OID, uuid5

from application.ports.progress import Silent
from benchmarks.harness import Contest, measured
from benchmarks.section import Section, Sizes
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.tamper_evidence.chain import SqlLedgerChain

_STATE = '{{"m":{{"time":"2026-03-01T12:00:00.000000Z","actor":"{0}"}},"d":{{"{0}":"{1}"}}}}'
_SCAN = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
_PAGE = 1_000
_STREAM_LENGTH = 8
Found = tuple[int | None, str]
"""The first bad position, and the last hash."""


@dataclass(frozen=True)
class ChainedLedger:
    """A SQLite file of events of usual size, with its chain."""

    database: Database
    chain: SqlLedgerChain

    def contest(self) -> Contest:
        plain = {"ours": self.verified, "one process, a plain loop": self.computed}
        return Contest(floor=self.scanned, contenders=plain, parts={})

    def scanned(self) -> int:
        with closing(sqlite3.connect(self.database.file)) as connection:
            rows, number = connection.execute(f"{_SCAN} ORDER BY rowid"), 0
            while page := rows.fetchmany(_PAGE):
                number += len(page)
            return number

    def verified(self) -> Found:
        return self.chain.first_bad_position(Silent()), self.chain.end().hash

    def computed(self) -> Found:
        """The last hash by the words of ADR 0011, straight from the rows."""
        link = bytes(32)
        with closing(sqlite3.connect(self.database.file)) as connection:
            for position, stream, version, topic, state in connection.execute(_SCAN):
                fields = (_number(position), stream.encode(), _number(version), topic.encode())
                framed = b"".join(len(each).to_bytes(4, "big") + each for each in (*fields, state))
                link = sha256(link + framed).digest()
        return None, link.hex()


def section(sizes: Sizes) -> Section:
    title = f"P8 verify the chain of {sizes.events} events"
    with TemporaryDirectory() as folder, chained_ledger(Path(folder), sizes.events) as ledger:
        return Section(title, measured(ledger.contest(), runs=sizes.runs))


@contextmanager
def chained_ledger(folder: Path, events: int) -> Iterator[ChainedLedger]:
    database = Database(f"sqlite:///{folder / 'ledger.db'}")
    upgrade(database)
    _fill(database.file, events)
    chain = SqlLedgerChain(database)
    chain.catch_up()
    yield ChainedLedger(database, chain)
    database.close()


def _fill(file: Path, events: int) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        rows = map(_row, range(events))
        connection.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?)", rows)


def _row(number: int) -> tuple[str, int, str, bytes]:
    stream, version = divmod(number, _STREAM_LENGTH)
    state = _STATE.format("operator:maria" * 20, number).encode()
    return uuid5(NAMESPACE_OID, str(stream)).hex, version + 1, "asset.provisioned.v1", state


def _number(value: int) -> bytes:
    return value.to_bytes(8, "big", signed=True)
