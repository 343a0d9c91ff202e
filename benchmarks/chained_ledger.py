"""P8: verification of the hash chain over a ledger, against a scan of the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import psycopg

from application.ports.progress import Silent
from benchmarks.harness import Contest
from infrastructure.database.database import Database, psycopg_options
from infrastructure.database.schema import upgrade
from infrastructure.tamper_evidence.chain import SqlLedgerChain

_STATE = '{{"m":{{"time":"2026-03-01T12:00:00.000000Z","actor":"{0}"}},"d":{{"{0}":"{1}"}}}}'
_SCAN_FILE = """
SELECT rowid, originator_id, originator_version, topic, state FROM stored_events ORDER BY rowid
"""
_SCAN_SERVER = """
SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events
ORDER BY notification_id
"""
_FILL = "COPY stored_events (originator_id, originator_version, topic, state) FROM STDIN"
_PAGE = 1_000
_STREAM_LENGTH = 8
Found = tuple[int | None, str]
"""The first bad position, and the last hash."""
Pages = Iterator[list[tuple[Any, ...]]]


@dataclass(frozen=True)
class ChainedLedger:
    """Events of usual size, with their chain."""

    database: Database
    chain: SqlLedgerChain

    def contest(self) -> Contest:
        plain = {"ours": self.verified, "one process, a plain loop": self.computed}
        return Contest(floor=self.scanned, contenders=plain, parts={})

    def scanned(self) -> int:
        return sum(len(page) for page in self._pages())

    def verified(self) -> Found:
        return self.chain.first_bad_position(Silent()), self.chain.end().hash

    def computed(self) -> Found:
        """The last hash by the words of ADR 0011, straight from the rows."""
        link = bytes(32)
        for page in self._pages():
            for position, stream, version, topic, state in page:
                fields = (_number(position), _hex(stream), _number(version), topic.encode())
                framed = b"".join(len(each).to_bytes(4, "big") + each for each in (*fields, state))
                link = sha256(link + framed).digest()
        return None, link.hex()

    def _pages(self) -> Pages:
        """In the order of the ledger, by the driver itself."""
        return _in_file(self.database) if self.database.is_sqlite else _on_server(self.database)


@contextmanager
def chained_ledger(address: str, events: int) -> Iterator[ChainedLedger]:
    """In a database that is empty."""
    with closing(Database(address)) as database:
        upgrade(database)
        (_fill_file if database.is_sqlite else _fill_server)(database, events)
        chain = SqlLedgerChain(database)
        chain.catch_up()
        yield ChainedLedger(database, chain)


def _in_file(database: Database) -> Pages:
    with closing(sqlite3.connect(database.file)) as connection:
        rows = connection.execute(_SCAN_FILE)
        while page := rows.fetchmany(_PAGE):
            yield page


def _on_server(database: Database) -> Pages:
    with (
        psycopg.connect(**psycopg_options(database.url)) as connection,
        connection.cursor("scan", binary=True) as rows,
    ):
        rows.execute(_SCAN_SERVER)
        while page := rows.fetchmany(_PAGE):
            yield page


def _fill_file(database: Database, events: int) -> None:
    with closing(sqlite3.connect(database.file)) as connection, connection:
        rows = map(_row, range(events))
        connection.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?)", rows)


def _fill_server(database: Database, events: int) -> None:
    with psycopg.connect(**psycopg_options(database.url), autocommit=True) as connection:
        with connection.cursor().copy(_FILL) as copy:
            for row in map(_row, range(events)):
                copy.write_row(row)
        connection.execute("ANALYZE stored_events")


def _row(number: int) -> tuple[str, int, str, bytes]:
    stream, version = divmod(number, _STREAM_LENGTH)
    state = _STATE.format("operator:maria" * 20, number).encode()
    return uuid5(NAMESPACE_OID, str(stream)).hex, version + 1, "asset.provisioned.v1", state


def _hex(stream: str | UUID) -> bytes:
    return (stream if isinstance(stream, str) else stream.hex).encode()


def _number(value: int) -> bytes:
    return value.to_bytes(8, "big", signed=True)
