"""A chained ledger on each store."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from tests.infrastructure.databases import fresh_database
from tests.infrastructure.tamper_evidence.tampering import Tampered, filled, on
from tests.support.postgres import PostgresServer

STORES = ["sqlite", "postgresql"]


@pytest.fixture(params=STORES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """With the schema, and no events."""
    with fresh_database(request.param, request, tmp_path) as database:
        yield database


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in a file, to copy."""
    file = tmp_path_factory.mktemp("chained") / "perpetua.db"
    _fill(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def filled_url(postgres: PostgresServer) -> str:
    """The same as a PostgreSQL database."""
    url = postgres.create_database()
    _fill(url)
    return url


@pytest.fixture
def file_copy(filled_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(filled_file, tmp_path)}"


@pytest.fixture
def url_copy(postgres: PostgresServer, filled_url: str) -> Iterator[str]:
    url = postgres.create_database(template=filled_url.rpartition("/")[2])
    yield url
    postgres.drop_database(url)


@pytest.fixture(params=["file_copy", "url_copy"], ids=STORES)
def ledger(request: pytest.FixtureRequest) -> Iterator[Tampered]:
    """Chained to its end, for a test to tamper with."""
    database = Database(request.getfixturevalue(request.param))
    yield on(database)
    database.close()


def _fill(address: str) -> None:
    database = Database(address)
    upgrade(database)
    filled(database)
    database.close()
