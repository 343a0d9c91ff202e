"""Where a role can go from every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from application.principal import Role
from entrypoints.web.wordings import translatable


@dataclass(frozen=True)
class Place:
    """`here`: the page that is shown is of this place."""

    name: str
    address: str
    icon: str
    here: bool = False


@dataclass(frozen=True)
class Region:
    """Places that belong together; the first region has no name."""

    name: str
    places: tuple[Place, ...]


_BSS = (
    Region("", (Place("Dashboard", "/bss", "gauge"),)),
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
            Place("History", "/audit", "history"),
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
            Place(translatable("Products"), "/storefront", "package"),
            Place(translatable("Basket"), "/storefront/basket", "shopping-cart"),
            Place(translatable("Assets"), "/storefront/assets", "license"),
            Place(translatable("Invoices"), "/storefront/invoices", "receipt"),
        ),
    ),
)
_BUYERS = frozenset({Role.RESELLER, Role.CUSTOMER})


def home_of(role: Role) -> str:
    """Where somebody begins."""
    if role is Role.AUDITOR:
        return "/audit"
    return "/storefront" if role in _BUYERS else "/bss"


def navigation_for(role: Role, request: Request) -> tuple[Region, ...]:
    regions = _STOREFRONT if role in _BUYERS else _BSS
    here = max(_matching(regions, request.url.path), key=len, default=None)
    return tuple(_marked(region, here) for region in regions)


def _matching(regions: tuple[Region, ...], path: str) -> Iterator[str]:
    for region in regions:
        for place in region.places:
            if path == place.address or path.startswith(f"{place.address}/"):
                yield place.address


def _marked(region: Region, here: str | None) -> Region:
    places = (
        Place(each.name, each.address, each.icon, here=each.address == here)
        for each in region.places
    )
    return Region(region.name, tuple(places))
