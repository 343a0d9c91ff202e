"""The page that explains the simulator to whoever asks it."""

from typing import Any

from entrypoints.simulator.catalogue.markets import MARKETS, SEGMENTS
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
PURCHASE = {
    "customer": "tenant id",
    "product_id": "DG7GMGF0DWM3",
    "sku_id": "0002",
    "segment": "commercial",
    "quantity": 2,
    "friendly_name": "optional",
    "seconds_ago": 0,
}
PRICE = {
    "sku": "DG7GMGF0DWM3:0002",
    "market": "DE",
    "segment": "commercial",
    "unit_price": "412.50",
    "erp_price": "499.00",
}
FAULT = {"fault": "throttled", "method": "GET", "path": "*/orders", "count": 2, "retry_after": 3}
ROW = {"market": "DE", "columns": {"UnitPrice": "not a number"}}
WITHDRAWN = {
    "product_id": "DG7GMGF0DWM3",
    "sku_id": "0002",
    "countries": ["DE"],
    "segments": ["commercial"],
}
PATCH = {
    "product_id": "DG7GMGF0DWM3",
    "sku_id": "optional",
    "set": {"title": 42},
    "remove": ["description"],
}
CHARGED = {
    "order": "either id",
    "line": 0,
    "charge": "New, Cancel, or absent: both",
    "set": {"billableQuantity": "3"},
    "copies": "1; 0 leaves the line out, 2 charges it twice",
}
VETTED = {"qualification": "Education", "vetting_status": "Approved"}
CONTROLS: dict[str, Any] = {
    "GET /_simulator/settings": None,
    "PATCH /_simulator/settings": {"completion_seconds": 5},
    "GET /_simulator/clock": None,
    "POST /_simulator/clock": {"advance_seconds": 3600, "now": "or the moment it shall be"},
    "POST /_simulator/faults": FAULT,
    "GET /_simulator/faults": None,
    "DELETE /_simulator/faults": None,
    "POST /_simulator/rotate": None,
    "POST /_simulator/purchases": PURCHASE,
    "GET /_simulator/orders": None,
    "POST /_simulator/orders/{id}/cancel": {"lines": [0], "or": "no body: the whole order"},
    "POST /_simulator/invoice-lines": CHARGED,
    "GET /_simulator/invoice-lines": None,
    "DELETE /_simulator/invoice-lines": None,
    "GET /_simulator/calls": None,
    "DELETE /_simulator/calls": None,
    "POST /_simulator/prices": PRICE,
    "POST /_simulator/sheet-rows": ROW,
    "DELETE /_simulator/sheet-rows": None,
    "PUT /_simulator/sheets/{market}": "any bytes, sent as the current sheet file as they are",
    "DELETE /_simulator/sheets/{market}": None,
    "POST /_simulator/withdrawals": WITHDRAWN,
    "GET /_simulator/withdrawals": None,
    "DELETE /_simulator/withdrawals": None,
    "DELETE /_simulator/withdrawals/{product}/{sku}": None,
    "POST /_simulator/catalogue-patches": PATCH,
    "GET /_simulator/catalogue-patches": None,
    "DELETE /_simulator/catalogue-patches": None,
    "POST /_simulator/customers/{id}/qualifications": VETTED,
    "DELETE /_simulator/customers/{id}/qualifications": None,
    "POST /_simulator/customers/{id}/agreements": None,
    "DELETE /_simulator/customers/{id}/agreements": None,
}


def help_page(world: World) -> dict[str, Any]:
    return {
        "seed": world.seed,
        "now": to_wire(world.clock.now()),
        "credentials": CREDENTIALS,
        "markets": list(MARKETS),
        "segments": list(SEGMENTS),
        "customers": [_customer(world, customer) for customer in world.store.all("customer")],
        "controls": CONTROLS,
        "settings": _settings(world),
        "faults": _faults(),
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
