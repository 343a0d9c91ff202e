"""Databases on each store, with the book of read models."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.database.database import Database
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.book import emptied, with_book
from tests.infrastructure.read_models.books import Books
from tests.infrastructure.read_models.memory_log import MemoryLog, put
from tests.infrastructure.read_models.readings import prepared
from tests.support.postgres import PostgresServer


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    with with_book(Database(f"sqlite:///{tmp_path / 'perpetua.db'}")) as database:
        yield database


@pytest.fixture(scope="module")
def postgresql(postgres: PostgresServer) -> Iterator[str]:
    """One database for all tests of a module, which each find it empty."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    with with_book(emptied(Database(request.getfixturevalue("postgresql")))) as database:
        yield database


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def rows(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqlRows]:
    """Twenty-five books, which no test changes."""
    address = (
        f"sqlite:///{tmp_path_factory.mktemp('books') / 'perpetua.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgresql")
    )
    log = MemoryLog(*(put(1, "a") for _ in range(25)))
    with with_book(Database(address)) as database:
        prepared(database, log, [Books()], page_size=100).catch_up()
        yield SqlRows(database)
