"""PostgreSQL out of reach for a moment: an append is neither lost, nor doubled, nor denied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from application.context import because_of
from application.ports.database_away import DatabaseAway
from application.ports.ledger import VersionConflict
from core.rates.exchange_rate import ExchangeRate
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.event_store.ledger import EventStoreLedger
from tests.infrastructure.event_store.support import CAUSE, minutes, rate_series
from tests.infrastructure.event_store.wire import Wire, wire_to
from tests.support.postgres import fallible_server

LOSSES: dict[str, Callable[[Wire], None]] = {
    "before the commit": Wire.lose_question,
    "after the commit": Wire.lose_answer,
}


@pytest.fixture
def wire(postgres_database: Database) -> Iterator[Wire]:
    with wire_to(postgres_database.address) as wire:
        yield wire


@pytest.fixture
def ledger(wire: Wire) -> Iterator[EventStoreLedger]:
    """Over the wire; its one connection has appended before."""
    ledger = EventStoreLedger(Database(wire.address))
    with because_of(CAUSE):
        ledger.save(rate_series("USD"))
        ledger.end()
        yield ledger
    ledger.close()


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_an_append_on_a_breaking_connection_is_stored_once_and_is_no_conflict(
    lose: Callable[[Wire], None], wire: Wire, ledger: EventStoreLedger
) -> None:
    """B1."""
    series = rate_series("GBP")
    lose(wire)
    ledger.save(series)
    assert wire.broken == 1
    assert series.pending == []
    assert [each.version for each in ledger.stream(series.id)] == [1]
    assert len(ledger.page(0, 10)) == 2


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_somebody_elses_events_at_that_place_are_still_a_conflict(
    lose: Callable[[Wire], None], wire: Wire, ledger: EventStoreLedger, postgres_database: Database
) -> None:
    """D10."""
    ledger.save(rate_series("GBP"))
    mine, series = rate_series("GBP", at=minutes(1)), rate_series("CHF")
    lose(wire)
    with pytest.raises(VersionConflict):
        ledger.save(series, mine)
    assert wire.broken == 1
    assert ledger.find(ExchangeRate, series.id) is None


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_a_read_on_a_breaking_connection_is_answered(
    lose: Callable[[Wire], None], wire: Wire, ledger: EventStoreLedger
) -> None:
    end = ledger.end()
    lose(wire)
    assert ledger.end() == end
    assert wire.broken == 1


def test_what_was_idle_while_the_server_restarted_is_not_used_again() -> None:
    with fallible_server() as server:
        database, ledger = _opened(server.create_database())
        with because_of(CAUSE):
            ledger.save(rate_series("USD"))
            with database.engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
            server.restart()
            ledger.save(rate_series("GBP"))
            with database.engine.connect() as connection:
                stored = connection.exec_driver_sql("SELECT count(*) FROM stored_events")
                assert stored.scalar() == 2
            server.stop()
            with pytest.raises(DatabaseAway):
                ledger.save(rate_series("CHF"))
            with pytest.raises(DatabaseAway), database.engine.connect():
                pass
            server.start()
            ledger.save(rate_series("CHF"))
            assert len(ledger.page(0, 10)) == 3
        ledger.close()
        database.close()


def test_a_server_that_became_a_standby_is_left(postgres_url: str) -> None:
    """D33: the former leader of a cluster answers reads, and refuses writes."""
    database, ledger = _opened(postgres_url)
    with because_of(CAUSE):
        ledger.save(rate_series("USD"))
        _administer(postgres_url, "ALTER DATABASE {} SET default_transaction_read_only = on")
        with pytest.raises(DatabaseAway, match="read-only"):
            ledger.save(rate_series("GBP"))
        with pytest.raises(DatabaseAway, match="read-only"):
            _forget_leases(database)
        _administer(postgres_url, "ALTER DATABASE {} RESET default_transaction_read_only")
        ledger.save(rate_series("GBP"))
        _forget_leases(database)
    assert len(ledger.page(0, 10)) == 2
    ledger.close()
    database.close()


def _opened(url: str) -> tuple[Database, EventStoreLedger]:
    database = Database(url)
    upgrade(database)
    return database, EventStoreLedger(database)


def _forget_leases(database: Database) -> None:
    with database.writing().begin() as connection:
        connection.exec_driver_sql("DELETE FROM work_lease")


def _administer(url: str, statement: LiteralString) -> None:
    """Change the database's setting, and end its connections, so that all find it changed."""
    may_write = "-c default_transaction_read_only=off"
    with psycopg.connect(url, autocommit=True, options=may_write) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL(statement).format(name))
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
