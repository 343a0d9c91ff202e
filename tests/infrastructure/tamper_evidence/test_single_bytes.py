"""No byte of the ledger can change without being found (B4)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.database.database import Database
from tests.infrastructure.tamper_evidence.tampering import GAP, Tampered, on

COLUMNS = ("originator_id", "topic", "state")
POSITIONS = [position for position in range(1, 41) if position != GAP]


@pytest.fixture(scope="module")
def shared(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tampered]:
    """A ledger that each example finds whole."""
    file = shutil.copy(filled_file, tmp_path_factory.mktemp("bytes"))
    database = Database(f"sqlite:///{file}")
    yield on(database)
    database.close()


@contextmanager
def changed(ledger: Tampered, position: int, column: str, byte: int, by: int) -> Iterator[None]:
    """One byte of a column is another one, and afterwards again what it was."""
    stored = _bytes(ledger, position, column)
    at = byte % len(stored)
    other = stored[:at] + bytes([stored[at] ^ by]) + stored[at + 1 :]
    _write(ledger, position, column, other)
    try:
        yield
    finally:
        _write(ledger, position, column, stored)


def _bytes(ledger: Tampered, position: int, column: str) -> bytes:
    sql = f"SELECT CAST({column} AS BLOB) FROM stored_events WHERE rowid = {position}"
    with ledger.database.engine.connect() as connection:
        found: bytes = connection.exec_driver_sql(sql).scalar_one()
        return found


def _write(ledger: Tampered, position: int, column: str, content: bytes) -> None:
    """Of the same type as before: a text may hold bytes that are none."""
    written = ":content" if column == "state" else "CAST(:content AS TEXT)"
    ledger.run(
        f"UPDATE stored_events SET {column} = {written} WHERE rowid = :at",
        content=content,
        at=position,
    )


@given(
    position=st.sampled_from(POSITIONS),
    column=st.sampled_from(COLUMNS),
    byte=st.integers(0, 500),
    by=st.integers(1, 255),
)
def test_b4_any_single_byte_that_changes_is_found_and_its_event_named(
    shared: Tampered, position: int, column: str, byte: int, by: int
) -> None:
    with changed(shared, position, column, byte, by):
        assert shared.first_bad_position() == position
    assert shared.first_bad_position() is None


@given(position=st.sampled_from(POSITIONS), version=st.integers(2, 2**62))
def test_b4_any_other_version_is_found(shared: Tampered, position: int, version: int) -> None:
    shared.edit(position, originator_version=version)
    assert shared.first_bad_position() == position
    shared.edit(position, originator_version=1)


@given(
    row=st.integers(0, 4),
    column=st.sampled_from(["positions", "hashes"]),
    byte=st.integers(0, 300),
    by=st.integers(1, 255),
)
def test_b4_any_single_byte_of_the_chain_that_changes_is_found(
    shared: Tampered, row: int, column: str, byte: int, by: int
) -> None:
    begins = [0, 7, 15, 22, 29][row]
    where = f"FROM ledger_chain WHERE begins_after = {begins}"
    with shared.database.engine.connect() as connection:
        stored: bytes = connection.exec_driver_sql(f"SELECT {column} {where}").scalar_one()
    at = byte % len(stored)
    other = stored[:at] + bytes([stored[at] ^ by]) + stored[at + 1 :]
    sql = f"UPDATE ledger_chain SET {column} = :content WHERE begins_after = {begins}"
    shared.run(sql, content=other)
    found = shared.first_bad_position()
    shared.run(sql, content=stored)
    assert found is not None


@pytest.mark.parametrize("column", [*COLUMNS, "originator_version"])
def test_b4_a_field_that_is_taken_away_is_found(shared: Tampered, column: str) -> None:
    kept = shared.stored()[21]
    shared.edit(21, **{column: None})
    assert shared.first_bad_position() == 21
    names = ("originator_id", "originator_version", "topic", "state")
    shared.edit(21, **dict(zip(names, kept, strict=True)))
    assert shared.first_bad_position() is None


def test_b4_a_state_that_becomes_a_text_of_the_same_bytes_is_found(shared: Tampered) -> None:
    state = shared.stored()[5][3]
    shared.edit(5, state=state.decode())
    assert shared.first_bad_position() == 5
    shared.edit(5, state=state)
