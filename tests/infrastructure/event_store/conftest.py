"""A ledger on each kind of database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from application.context import because_of
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.event_store.ledger import EventStoreLedger
from tests.infrastructure.database.conftest import empty_database
from tests.infrastructure.event_store.support import CAUSE
from tests.support.postgres import PostgresServer

__all__ = ["empty_database"]


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema, to copy."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('upgraded')}/perpetua.db")
    _upgrade(database)
    return database.file


@pytest.fixture(scope="session")
def upgraded_url(postgres: PostgresServer) -> str:
    """A PostgreSQL database with the schema, to empty before each test."""
    url = postgres.create_database()
    _upgrade(Database(url))
    return url


@pytest.fixture
def postgres_database(upgraded_url: str) -> Database:
    with psycopg.connect(upgraded_url) as connection:
        connection.execute(
            "TRUNCATE stored_events, ledger_last_at, ledger_newest_by RESTART IDENTITY"
        )
    return Database(upgraded_url)


@pytest.fixture
def sqlite_database(upgraded_file: Path, tmp_path: Path) -> Database:
    file = shutil.copy(upgraded_file, tmp_path / "perpetua.db")
    return Database(f"sqlite:///{file}")


@pytest.fixture(params=["sqlite_database", "postgres_database"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with the schema and no events."""
    database: Database = request.getfixturevalue(request.param)
    yield database
    database.close()


@pytest.fixture
def ledger(database: Database) -> Iterator[EventStoreLedger]:
    """An empty ledger, inside a running command."""
    ledger = EventStoreLedger(database)
    with because_of(CAUSE):
        yield ledger
    ledger.close()


def _upgrade(database: Database) -> None:
    upgrade(database)
    database.close()
