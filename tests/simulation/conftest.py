"""One ground for the runs of a test process."""

from collections.abc import Iterator

import pytest

from tests.simulation.ground import Ground, ground


@pytest.fixture(scope="session")
def stand() -> Iterator[Ground]:
    """A base on SQLite that every run begins at."""
    with ground() as built:
        yield built
