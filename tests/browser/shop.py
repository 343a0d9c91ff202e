"""A shop with everything that pages show: bought, failed and unfinished licences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entrypoints.bootstrap import upgrade_schema
from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings
from tests.entrypoints.cli.microsoft import AT_ONCE
from tests.entrypoints.http.served import Api, Json, served
from tests.entrypoints.http.shop import WINDOWS_EDUCATION, bought, failed, set_up

OPERATOR = "operator:maria"
AUDITOR = "auditor:eva"


@dataclass(frozen=True)
class Shop:
    """A served shop, with the ids of what it was furnished with by name."""

    api: Api
    ids: Json

    @property
    def address(self) -> str:
        return str(self.api.http.base_url)

    @property
    def reseller(self) -> str:
        """Who signs in for the reseller."""
        return f"reseller:{self.ids['reseller']}"

    @property
    def customer(self) -> str:
        """Who signs in for a customer of the organisation itself."""
        return f"customer:{self.ids['contoso']}"


Who = str | Callable[[Shop], str] | None
"""Who looks at a page: a name to sign in with, or how it is found in a shop; None is nobody."""


@contextmanager
def opened_shop(folder: Path, overrides: Mapping[type[Any], Any] | None = None) -> Iterator[Shop]:
    """Perpetua with its pages, and a Microsoft that answers at once."""
    with simulator_for(Settings(data_dir=folder)) as settings:
        upgrade_schema(settings)
        with served(settings, overrides) as api:
            api.simulator.set(**AT_ONCE)
            yield Shop(api, furnished(api))


def furnished(api: Api) -> Json:
    """What is set up, and an asset of each kind."""
    ids = set_up(api)
    bought(api, ids["university"], WINDOWS_EDUCATION)
    ids["synchronized"] = bought(api, ids["contoso"])["id"]
    ids["failed"] = failed(api, ids["contoso"])["id"]
    api.simulator.mend()
    return ids
