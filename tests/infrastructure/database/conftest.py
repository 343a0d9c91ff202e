"""An empty database of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.database.database import Database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """No schema yet; of the SQLite file not even the folder."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/room/perpetua.db"
    else:
        address = request.getfixturevalue("postgres_url")
    database = Database(address)
    yield database
    database.close()
