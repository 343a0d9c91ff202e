"""A fresh simulator for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.entrypoints.simulator.partner import Partner, partner_of


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[Partner]:
    with partner_of(tmp_path / "state.db") as calling:
        yield calling
