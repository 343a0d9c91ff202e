"""One simulator and one served API for all tests; each makes the orders that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from entrypoints.bootstrap import upgrade_schema
from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings
from tests.entrypoints.cli.microsoft import AT_ONCE
from tests.entrypoints.http.served import Api, Json, served
from tests.entrypoints.http.shop import set_up


@dataclass(frozen=True)
class Prepared:
    """A served API that all tests share, its settings, and what it was set up with."""

    api: Api
    settings: Settings
    ids: Json


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    folder = tmp_path_factory.mktemp("prepared")
    with simulator_for(Settings(data_dir=folder)) as settings:
        upgrade_schema(settings)
        with served(settings) as api:
            api.simulator.set(**AT_ONCE)
            yield Prepared(api, settings, set_up(api))


@pytest.fixture
def api(prepared: Prepared) -> Api:
    """The shared API, with a simulator that is well."""
    prepared.api.simulator.mend()
    return prepared.api


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """Settings with data of their own, and nothing in them yet."""
    settings = Settings(data_dir=tmp_path)
    upgrade_schema(settings)
    return settings


@pytest.fixture
def instance(prepared: Prepared) -> str:
    return str(prepared.ids["instance"])


@pytest.fixture
def reseller(prepared: Prepared) -> str:
    return str(prepared.ids["reseller"])


@pytest.fixture
def university(prepared: Prepared) -> str:
    """A customer of the reseller, vetted for Education."""
    return str(prepared.ids["university"])


@pytest.fixture
def contoso(prepared: Prepared) -> str:
    """A customer of the organisation itself."""
    return str(prepared.ids["contoso"])
