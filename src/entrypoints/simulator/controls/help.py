"""The page that explains the simulator to whoever asks it."""

from typing import Any

from entrypoints.simulator.catalogue.markets import MARKETS, SEGMENTS
from entrypoints.simulator.controls.explained import controls
from entrypoints.simulator.customers.register import has_agreed
from entrypoints.simulator.login.credentials import (
    CLIENT_ID,
    CLIENT_SECRET,
    COMMERCE,
    GRAPH,
    REFRESH_TOKEN,
    SHEETS,
)
from entrypoints.simulator.state import faults, settings
from entrypoints.simulator.state.clock import to_wire
from entrypoints.simulator.world import World

CREDENTIALS = {
    "tenant": "any",
    "client_id": CLIENT_ID,
    "client_secret": CLIENT_SECRET,
    "refresh_token": REFRESH_TOKEN,
    "audiences": [COMMERCE, SHEETS, GRAPH],
    "v1": "POST /{tenant}/oauth2/token",
    "v2": "POST /{tenant}/oauth2/v2.0/token",
}


def help_page(world: World) -> dict[str, Any]:
    return {
        "seed": world.seed,
        "now": to_wire(world.clock.now()),
        "credentials": CREDENTIALS,
        "markets": list(MARKETS),
        "segments": list(SEGMENTS),
        "customers": [_customer(world, customer) for customer in world.store.all("customer")],
        "controls": controls(),
        "settings": _settings(world),
        "faults": _faults(),
        "fault_options": faults.OPTIONS_EXPLAINED,
    }


def _customer(world: World, customer: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": customer["id"],
        "name": customer["name"],
        "country": customer["country"],
        "qualifications": world.store.all("qualification", customer["id"]),
        "agreed": has_agreed(world, customer["id"]),
    }


def _settings(world: World) -> dict[str, Any]:
    return {
        name: {
            "value": value,
            "default": settings.DEFAULTS[name],
            "choices": settings.CHOICES.get(name),
            "meaning": settings.EXPLAINED[name],
        }
        for name, value in world.settings.all().items()
    }


def _faults() -> dict[str, Any]:
    return {
        name: {"meaning": faults.EXPLAINED[name], "options": faults.COMMON | options}
        for name, options in faults.FAULTS.items()
    }
