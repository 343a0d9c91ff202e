"""Where a role can go from every page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.requests import Request

from application.principal import ACCOUNT_HOLDERS, Role
from entrypoints.web.wordings import translatable


@dataclass(frozen=True)
class Place:
    """Pages under `address`, and under `also`, are of this place; `here`: so is the one shown."""

    name: str
    address: str
    icon: str
    also: tuple[str, ...] = ()
    here: bool = False


@dataclass(frozen=True)
class Region:
    """Places that belong together; the first region has no name."""

    name: str
    places: tuple[Place, ...]


_OF_HISTORY = ("/audit/events", "/audit/find", "/audit/things")
_BSS = (
    Region("", (Place("Dashboard", "/bss", "gauge", ("/bss/buying",)),)),
    Region(
        "Billing",
        (
            Place("Assets", "/bss/assets", "license"),
            Place("Orders", "/bss/orders", "shopping-cart"),
            Place("Invoice items", "/bss/invoice-items", "receipt"),
            Place("Accounts", "/bss/accounts", "users"),
        ),
    ),
    Region(
        "Catalogue",
        (
            Place("Products", "/bss/products", "package"),
            Place("Get Services Definition", "/bss/instances", "cloud-download"),
            Place("Currency conversion tool", "/bss/rates", "exchange"),
            Place("Setup", "/bss/setup", "settings"),
        ),
    ),
    Region("Operations", (Place("Reconciliation", "/bss/reconciliations", "scale"),)),
    Region(
        "Audit",
        (
            Place("History", "/audit", "history", _OF_HISTORY),
            Place("Ledger", "/audit/ledger", "certificate"),
            Place("Who read what", "/audit/reads", "eye"),
            Place("Read models", "/audit/projections", "refresh"),
        ),
    ),
)
_STOREFRONT = (
    Region(
        "",
        (
            Place(translatable("Products"), "/storefront", "package", ("/storefront/products",)),
            Place(translatable("Basket"), "/storefront/basket", "shopping-cart"),
            Place(translatable("Orders"), "/storefront/orders", "checklist"),
            Place(translatable("Assets"), "/storefront/assets", "license"),
            Place(translatable("Invoices"), "/storefront/invoices", "receipt"),
        ),
    ),
)
_AREAS = frozenset({"/bss", "/audit", "/storefront"})


def home_of(role: Role) -> str:
    """Where somebody begins."""
    if role is Role.AUDITOR:
        return "/audit"
    return "/storefront" if role in ACCOUNT_HOLDERS else "/bss"


def navigation_for(role: Role, request: Request) -> tuple[Region, ...]:
    regions = _STOREFRONT if role in ACCOUNT_HOLDERS else _BSS
    return tuple(_marked(region, request.url.path) for region in regions)


def _marked(region: Region, path: str) -> Region:
    return Region(
        region.name, tuple(replace(each, here=_is_of(each, path)) for each in region.places)
    )


def _is_of(place: Place, path: str) -> bool:
    """The address of an area is its first place's, and no folder of all others."""
    folders = {place.address, *place.also} - _AREAS
    return path == place.address or any(f"{path}/".startswith(f"{each}/") for each in folders)
