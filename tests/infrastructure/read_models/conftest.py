"""A database on each store, with the book of read models."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.database.database import Database
from tests.infrastructure.read_models.book import make_book


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'perpetua.sqlite'}")
    make_book(database)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    database = Database(request.getfixturevalue("postgres_url"))
    make_book(database)
    yield database
    database.close()
