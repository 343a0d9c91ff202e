"""Whoever changes the past is found, and the first position that is not as it was is named (B4)."""

from __future__ import annotations

import pytest

from application.ports.progress import Silent
from infrastructure.database.database import Database
from infrastructure.tamper_evidence.chain import SqlLedgerChain
from tests.infrastructure.tamper_evidence.tampering import EVENTS, GAP, Tampered, on

POSITIONS = (1, 2, 7, 8, 12, 14, 15, 21, 39, 40)
"""At the borders of pages and stretches, beside the gap, and at both ends."""


def test_b4_a_ledger_that_nobody_changed_is_whole(ledger: Tampered) -> None:
    assert ledger.first_bad_position() is None
    assert (ledger.chain.end().position, ledger.chain.end().events) == (EVENTS, EVENTS - 1)


@pytest.mark.parametrize("position", POSITIONS)
def test_b4_an_edited_state_is_found(ledger: Tampered, position: int) -> None:
    ledger.edit(position, state=b'{"m":{"reason":"nothing happened"},"d":{}}')
    assert ledger.first_bad_position() == position


@pytest.mark.parametrize("position", POSITIONS)
def test_b4_an_edited_topic_is_found(ledger: Tampered, position: int) -> None:
    ledger.edit(position, topic="asset.cancelled.v1")
    assert ledger.first_bad_position() == position


def test_b4_an_event_that_is_given_to_another_stream_or_version_is_found(ledger: Tampered) -> None:
    ledger.edit(30, originator_version=2)
    assert ledger.first_bad_position() == 30
    ledger.edit(20, originator_id="00000000000000000000000000000000")
    assert ledger.first_bad_position() == 20


@pytest.mark.parametrize("position", POSITIONS)
def test_b4_a_deleted_event_is_found(ledger: Tampered, position: int) -> None:
    ledger.remove(behind=position - 1, upto=position)
    assert ledger.first_bad_position() == position


@pytest.mark.parametrize(("one", "other"), [(1, 2), (7, 8), (12, 14), (3, 33), (39, 40)])
def test_b4_two_events_that_changed_places_are_found(
    ledger: Tampered, one: int, other: int
) -> None:
    ledger.move(one, 99)
    ledger.move(other, one)
    ledger.move(99, other)
    assert ledger.first_bad_position() == one


def test_b4_an_event_put_into_a_gap_is_found(ledger: Tampered) -> None:
    ledger.put(GAP)
    assert ledger.first_bad_position() == GAP


@pytest.mark.parametrize("position", [0, -1, -(2**63)])
def test_b4_an_event_put_before_the_first_one_is_found(ledger: Tampered, position: int) -> None:
    ledger.put(position)
    assert ledger.first_bad_position() == position


@pytest.mark.parametrize("last", [0, 1, 7, 12, 20, 21, 39])
def test_b4_a_truncated_tail_is_found_and_stays_found_when_it_grows_again(
    ledger: Tampered, last: int
) -> None:
    ledger.remove(behind=last, upto=EVENTS)
    bad = GAP + 1 if last == GAP - 1 else last + 1
    assert ledger.first_bad_position() == bad
    ledger.put(bad, state=b"{}")
    ledger.put(EVENTS + 1)
    ledger.chain.catch_up()
    assert ledger.first_bad_position() == bad


def test_b4_of_several_changes_the_first_is_named(ledger: Tampered) -> None:
    for position in (38, 25, 9):
        ledger.edit(position, topic="asset.cancelled.v1")
        assert ledger.first_bad_position() == position


def test_b4_a_change_of_the_chain_itself_is_found(ledger: Tampered) -> None:
    for statement in (
        "DELETE FROM ledger_chain WHERE begins_after = 7",
        "DELETE FROM ledger_chain WHERE begins_after = 0",
        "UPDATE ledger_chain SET events = events + 1 WHERE begins_after = 7",
        "UPDATE ledger_chain SET position = 39 WHERE position = 40",
        "UPDATE ledger_chain SET hashes = positions WHERE begins_after = 22",
        "UPDATE ledger_chain SET position = 33 WHERE position = 40",
    ):
        assert ledger.run(statement) == 1
        assert ledger.first_bad_position() is not None
        ledger.chain.catch_up()
        assert ledger.first_bad_position() is not None
        ledger.run("DELETE FROM ledger_chain")
        ledger.chain.catch_up()
        assert ledger.first_bad_position() is None


def test_b4_a_chain_of_another_type_is_found_and_stops_nobody(file_copy: str) -> None:
    """Only SQLite stores a text where bytes should be."""
    database = Database(file_copy)
    ledger = on(database)
    for column in ("positions", "hashes"):
        ledger.run(f"UPDATE ledger_chain SET {column} = 'x' WHERE position = 40")
        ledger.chain.catch_up()
        assert ledger.first_bad_position() is not None
        assert ledger.chain.end().position == EVENTS
    database.close()


def test_b4_processes_side_by_side_find_the_same(
    ledger: Tampered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrastructure.tamper_evidence.side_by_side._MANY", 1)
    assert ledger.first_bad_position() is None
    for position in (33, 5):
        ledger.edit(position, topic="asset.cancelled.v1")
        assert ledger.first_bad_position() == position


def test_an_empty_ledger_is_whole(database: Database) -> None:
    chain = SqlLedgerChain(database)
    chain.catch_up()
    assert chain.first_bad_position(Silent()) is None
    assert (chain.end().position, chain.end().events) == (0, 0)
