"""Who takes part in these tests: a distributor, its instances, a reseller and its customers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.entrypoints.cli.terminal import Terminal

Fault = Callable[..., None]
"""Orders a fault of the simulator by name, with its options."""

TENANT = "11111111-1111-4111-8111-111111111111"
OTHER_TENANT = "22222222-2222-4222-8222-222222222222"
NORDLICHT = "c0ffee00-0000-4000-8000-000000000002"
CONTOSO = "c0ffee00-0000-4000-8000-000000000003"

MPN_ID = "4390934"
"""Of the reseller, in Microsoft's partner network."""

SERVER = "DG7GMGF0D5RK:0002:SEG0002"
"""Windows Server 2022 Standard, 16 Core (Education)."""
OFFICE = "DG7GMGF0DWTL:0001:SEG0001"
"""Office LTSC Standard 2024 (Commercial)."""
UNKNOWN = "01890000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Furnished:
    """A folder with a synced catalogue, ids of accounts, an asset of Contoso, all its events."""

    folder: Path
    rhodes: str
    nordlicht: str
    contoso: str
    asset: str
    events: int


def enter(perpetua: Terminal, folder: Path) -> Furnished:
    """From an empty folder to a reseller, its customer, and a customer with a licence."""
    perpetua.ask("db", "upgrade")
    currencies = ("--currency", "EUR", "--currency", "ILS")
    perpetua.ask("organisation", "edit", "--name", "Distributor", *currencies, "--currency", "USD")
    countries = ("--country", "DE", "--country", "GR")
    perpetua.ask(
        *("instance", "create", "main", "--tenant", TENANT, *countries, "--publish-new-products")
    )
    perpetua.ask("instance", "edit", "main", *currencies)
    perpetua.ask("rate", "set", "--anchor", "EUR", "--currency", "ILS", "3.95")
    perpetua.ask("catalogue", "sync", "main", "--yes")
    known = ("--currency", "EUR", "--mpn-id", MPN_ID)
    rhodes = perpetua.ask("account", "create", "reseller", "Rhodes", *known)
    germany = ("--country", "DE")
    nordlicht = customer(perpetua, "Nordlicht", NORDLICHT, *germany, "--reseller", "Rhodes")
    contoso = customer(perpetua, "Contoso", CONTOSO, *germany)
    asset = perpetua.bought("Contoso", OFFICE)
    return Furnished(folder, rhodes["account_id"], nordlicht, contoso, asset, perpetua.events())


def customer(perpetua: Terminal, name: str, tenant: str, *options: str) -> str:
    """The id of a new customer of the instance `main`, which pays in EUR."""
    at_microsoft = ("--instance", "main", "--tenant", tenant)
    opened: Any = perpetua.ask(
        *("account", "create", "customer", name, "--currency", "EUR", *at_microsoft, *options)
    )
    identity: str = opened["account_id"]
    return identity
