"""The menu tells where one is."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from application.principal import Role
from entrypoints.web.navigation import navigation_for


@pytest.mark.parametrize(
    ("role", "path", "name"),
    [
        (Role.OPERATOR, "/bss", "Dashboard"),
        (Role.OPERATOR, "/bss/buying/pause", "Dashboard"),
        (Role.OPERATOR, "/bss/assets", "Assets"),
        (Role.OPERATOR, "/bss/assets/4711/edit", "Assets"),
        (Role.AUDITOR, "/audit", "History"),
        (Role.AUDITOR, "/audit/events/7/stored", "History"),
        (Role.AUDITOR, "/audit/ledger/heads/7", "Ledger"),
        (Role.RESELLER, "/storefront/products/4711", "Products"),
        (Role.CUSTOMER, "/storefront/orders/4711", "Orders"),
        (Role.CUSTOMER, "/storefront/assets", "Assets"),
    ],
)
def test_the_menu_marks_the_place_of_a_page(role: Role, path: str, name: str) -> None:
    assert marked(role, path) == [name]


@pytest.mark.parametrize("path", ["/bss/nowhere", "/bss/assetsgone", "/auditor"])
def test_a_page_of_no_place_marks_none(path: str) -> None:
    assert marked(Role.OPERATOR, path) == []


def marked(role: Role, path: str) -> list[str]:
    request = Request({"type": "http", "path": path, "headers": [], "query_string": b""})
    regions = navigation_for(role, request)
    return [place.name for region in regions for place in region.places if place.here]
