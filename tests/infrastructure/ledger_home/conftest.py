"""A ledger with its first epoch on each kind of database."""

from __future__ import annotations

from pathlib import Path

import pytest

from entrypoints.bootstrap import upgrade_schema
from entrypoints.settings import Settings


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Settings:
    settings = Settings(data_dir=tmp_path / "data")
    upgrade_schema(settings)
    return settings


@pytest.fixture
def on_postgres(tmp_path: Path, postgres_url: str) -> Settings:
    settings = Settings(data_dir=tmp_path / "data", database_url=postgres_url)
    upgrade_schema(settings)
    return settings


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def settings(request: pytest.FixtureRequest) -> Settings:
    chosen: Settings = request.getfixturevalue(request.param)
    return chosen
