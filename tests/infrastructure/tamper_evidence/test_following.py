"""The chain follows the ledger, whoever keeps it up and however often (B4)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from application.ports.progress import Silent
from infrastructure.database.database import Database
from infrastructure.tamper_evidence import chain_rows
from infrastructure.tamper_evidence.chain import SqlLedgerChain
from infrastructure.tamper_evidence.chain_rows import ChainRow
from infrastructure.tamper_evidence.links import (
    GENESIS,
    LINK_LENGTH,
    StoredRow,
    framed,
    links,
    positions_of,
)
from infrastructure.tamper_evidence.stored_rows import StoredRows
from tests.infrastructure.database.processes import begin, finish, start
from tests.infrastructure.tamper_evidence.tampering import EVENTS, GAP, Tampered, on

ROW: StoredRow = (7, b"0" * 32, 3, b"asset.renamed.v1", b'{"m":{},"d":{}}')
LATE = positions_of([framed((EVENTS + 1, *ROW[1:]))])
CHAINING = """
database = Database(sys.argv[1])
for page_size in (1, 2, 3, 5) * 10:
    SqlLedgerChain(database, page_size=page_size).catch_up()
"""


def test_b4_the_bytes_of_a_link_are_frozen() -> None:
    """Computed once with `openssl dgst -sha256` over the bytes that the docstring names."""
    [link] = links(GENESIS, [framed(ROW)])
    assert link.hex() == "5cdd9b72620fb79af94a8f70ccbf2a565d3c18d6a40c30525e2a789bc729c486"


def test_b4_the_database_frames_what_is_stored_as_the_links_do(ledger: Tampered) -> None:
    stored = StoredRows(ledger.database)
    rows = stored.between(0, EVENTS, EVENTS)
    assert stored.frames(0, EVENTS, EVENTS) == [framed(row) for row in rows]
    assert stored.frames(2, 5, 2) == [framed(row) for row in rows if 2 < row[0] <= 5][:2]
    assert stored.frames(EVENTS, EVENTS + 1, 1) == []


@pytest.mark.parametrize("field", [1, 2, 3, 4])
def test_b4_a_field_that_is_not_stored_is_no_empty_one(field: int) -> None:
    absent, empty = list(ROW), list(ROW)
    absent[field], empty[field] = None, 0 if field == 2 else b""
    assert len({framed(tuple(each)) for each in (ROW, absent, empty)}) == 3  # type: ignore[arg-type]


def test_b4_events_are_chained_once_and_in_pages_of_any_size(ledger: Tampered) -> None:
    end = ledger.chain.end()
    for page_size in (1, 3, 1_000):
        ledger.run("DELETE FROM ledger_chain")
        chain = SqlLedgerChain(ledger.database, page_size=page_size)
        chain.catch_up()
        chain.catch_up()
        assert chain.end() == end
        assert chain.first_bad_position(Silent()) is None


def test_b4_the_chain_knows_every_event_by_its_position(ledger: Tampered) -> None:
    points = [ledger.chain.at(position) for position in range(EVENTS + 2)]
    known = [point for point in points if point]
    assert [point.position for point in known] == list(ledger.stored())
    assert [point.events for point in known] == list(range(1, EVENTS))
    assert len({point.hash for point in known}) == EVENTS - 1
    assert known[-1] == ledger.chain.end()
    assert ledger.chain.first_behind(GAP - 1) == GAP + 1
    assert ledger.chain.first_behind(EVENTS) is None


def test_b4_threads_and_processes_chain_a_growing_ledger_together(database: Database) -> None:
    imports = (
        "from infrastructure.database.database import Database\n"
        "from infrastructure.tamper_evidence.chain import SqlLedgerChain"
    )
    ledger = on(database)
    others = [start(imports, CHAINING, [database.address]) for _ in range(2)]
    begin(others)
    with ThreadPoolExecutor() as pool:
        threads = [pool.submit(SqlLedgerChain(database, page_size=4).catch_up) for _ in range(3)]
        for position in range(1, 60):
            ledger.put(position)
            ledger.chain.catch_up()
        for thread in threads:
            thread.result()
    finish(others)
    ledger.chain.catch_up()
    assert (ledger.chain.end().position, ledger.chain.end().events) == (59, 59)
    assert ledger.first_bad_position() is None


def test_b4_a_page_that_somebody_else_chained_first_changes_nothing(ledger: Tampered) -> None:
    late = ChainRow(EVENTS, EVENTS + 1, EVENTS, LATE, b"x" * LINK_LENGTH)
    ledger.put(EVENTS + 1)
    ledger.chain.catch_up()
    end = ledger.chain.end()
    with ledger.database.writing().begin() as connection:
        assert not chain_rows.append(connection, late)
    assert ledger.chain.end() == end
    assert ledger.first_bad_position() is None
