"""Both adapters; PostgreSQL with the schema."""

from collections.abc import Iterator

import pytest

from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.jobs.in_process import InProcessJobs
from infrastructure.jobs.postgres import PostgresJobs
from tests.infrastructure.jobs.samples import BRISK, Adapter


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    upgrade(database)
    yield database
    database.close()


@pytest.fixture(params=["in process", "postgresql"])
def jobs(request: pytest.FixtureRequest) -> Adapter:
    if request.param == "in process":
        return InProcessJobs(BRISK)
    return PostgresJobs(request.getfixturevalue("database"), BRISK)
