"""An upgraded database on either store, for suites that run on both."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade


@contextmanager
def fresh_database(store: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    """`store` is sqlite or postgresql."""
    on_postgres = store == "postgresql"
    url = request.getfixturevalue("postgres_url") if on_postgres else f"sqlite:///{folder / 'p.db'}"
    database = Database(url)
    upgrade(database)
    yield database
    database.close()
