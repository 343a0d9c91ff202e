"""Every page that there is, and who looks at it."""

from __future__ import annotations

from tests.browser import (
    atlas_asset,
    atlas_audit,
    atlas_catalogue,
    atlas_list,
    atlas_office,
    atlas_storefront,
)
from tests.browser.place import Place

EVERY_PAGE: tuple[Place, ...] = (
    Place("start", lambda _: "/", who=None),
    Place("not-found", lambda _: "/bss/nowhere"),
    *atlas_asset.PLACES,
    *atlas_audit.PLACES,
    *atlas_catalogue.PLACES,
    *atlas_list.PLACES,
    *atlas_office.PLACES,
    *atlas_storefront.PLACES,
)
