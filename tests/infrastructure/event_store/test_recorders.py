import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from time import monotonic
from typing import LiteralString

import psycopg
import pytest
from sqlalchemy import inspect

from application.context import because_of
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.event_store.mapper import EnvelopeMapper
from infrastructure.event_store.postgres import PostgresLedgerRecorder, postgres_recorder
from infrastructure.event_store.sqlite import SQLiteLedgerRecorder, sqlite_recorder
from tests.infrastructure.event_store.support import CAUSE, minutes, rate_series


@pytest.fixture(autouse=True)
def command() -> Iterator[None]:
    with because_of(CAUSE):
        yield


def test_a_recorder_creates_nothing(empty_database: Database) -> None:
    if empty_database.is_sqlite:
        empty_database.file.parent.mkdir()
    ledger = EventStoreLedger(empty_database)
    with pytest.raises(Exception, match="stored_events"):
        ledger.save(rate_series("USD"))
    assert inspect(empty_database.engine).get_table_names() == []
    ledger.close()


def test_the_librarys_own_reads_work_on_what_ours_wrote(
    ledger: EventStoreLedger, database: Database
) -> None:
    first, second = rate_series("USD"), rate_series("GBP")
    ledger.save(first, second)
    recorder = _recorder(database)
    notifications = recorder.select_notifications(start=1, limit=10)
    assert [notification.id for notification in notifications] == [1, 2]
    assert recorder.max_notification_id() == 2
    [stored] = recorder.select_events(second.id)
    assert [EnvelopeMapper().to_domain_event(stored)] == [ledger.stream(second.id)[0].event]
    recorder.close()


def test_an_append_answers_with_its_positions(ledger: EventStoreLedger, database: Database) -> None:
    ledger.save(rate_series("USD"))
    series = [rate_series(anchor).pending[0] for anchor in ("GBP", "JPY")]
    recorder = _recorder(database)
    stored = [EnvelopeMapper().to_stored_event(event) for event in series]
    assert recorder.insert_events(stored) == [2, 3]
    assert recorder.insert_events([]) == []
    recorder.close()


def test_positions_survive_a_vacuum_and_a_backup(sqlite_database: Database, tmp_path: Path) -> None:
    """SQLite may renumber rows without a key of their own: not rows that have no gaps."""
    ledger = EventStoreLedger(sqlite_database)
    for anchor in ("USD", "GBP", "JPY"):
        ledger.save(rate_series(anchor))
    before = ledger.page(0, 10)
    with closing(sqlite3.connect(sqlite_database.file)) as connection:
        connection.execute("VACUUM")
        connection.execute("VACUUM INTO ?", [str(tmp_path / "backup.db")])
    restored = EventStoreLedger(Database(f"sqlite:///{tmp_path}/backup.db"))
    assert ledger.page(0, 10) == restored.page(0, 10) == before
    for used in (ledger, restored):
        used.close()


def test_a_commit_on_sqlite_is_on_the_disk(sqlite_database: Database) -> None:
    recorder = sqlite_recorder(sqlite_database.file)
    with recorder.datastore.transaction(commit=True) as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 2
    recorder.close()


def test_a_save_does_not_wait_for_vacuum_or_analyze(postgres_database: Database) -> None:
    """They hold the lock that the library's own LOCK TABLE collides with."""
    ledger = _ledger(postgres_database, "?options=-c%20lock_timeout%3D2s")
    with psycopg.connect(postgres_database.address) as vacuum:
        vacuum.execute("LOCK TABLE stored_events IN SHARE UPDATE EXCLUSIVE MODE")
        ledger.save(rate_series("USD"))
    assert ledger.end() == 1
    ledger.close()


def test_a_save_wakes_who_listens(postgres_database: Database) -> None:
    ledger = EventStoreLedger(postgres_database)
    with psycopg.connect(postgres_database.address, autocommit=True) as listener:
        listener.execute("LISTEN stored_events")
        ledger.save(rate_series("USD"))
        [notification] = listener.notifies(timeout=5, stop_after=1)
    assert notification.channel == "stored_events"
    ledger.close()


def test_a_closed_ledger_leaves_no_connection(postgres_database: Database) -> None:
    ledger = _ledger(postgres_database, "?application_name=perpetua-test")
    ledger.save(rate_series("USD"))
    assert _connections(postgres_database, "pid")
    ledger.close()
    deadline = monotonic() + 5
    while _connections(postgres_database, "pid"):
        assert monotonic() < deadline


def test_a_save_outlives_a_lost_connection(postgres_database: Database) -> None:
    ledger = _ledger(postgres_database, "?application_name=perpetua-test")
    ledger.save(series := rate_series("USD"))
    assert _connections(postgres_database, "pg_terminate_backend(pid)")
    series.set(Decimal(1), valid_from=minutes(1), at=minutes(1))
    ledger.save(series)
    assert len(ledger.stream(series.id)) == 2
    ledger.close()


def _connections(database: Database, what: LiteralString) -> list[tuple[object, ...]]:
    activity = "FROM pg_stat_activity WHERE application_name = 'perpetua-test'"
    with psycopg.connect(database.address, autocommit=True) as operator:
        return operator.execute(f"SELECT {what} {activity}").fetchall()


def _ledger(database: Database, options: str) -> EventStoreLedger:
    return EventStoreLedger(Database(database.address + options))


def _recorder(database: Database) -> SQLiteLedgerRecorder | PostgresLedgerRecorder:
    if database.is_sqlite:
        return sqlite_recorder(database.file)
    return postgres_recorder(database.url)
