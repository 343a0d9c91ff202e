"""Fixtures that every test may ask for."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.support.postgres import PostgresServer, postgres_server

settings.register_profile("perpetua", deadline=None)  # how long an example takes proves nothing
settings.load_profile("perpetua")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL per test process, started when first asked for."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a fresh, empty database, dropped after the test."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)
