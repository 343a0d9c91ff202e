"""Every page that there is, and who looks at it."""

from __future__ import annotations

from tests.browser import atlas_asset
from tests.browser.place import Place

EVERY_PAGE: tuple[Place, ...] = (
    Place("start", lambda _: "/", who=None),
    Place("not-found", lambda _: "/bss/nowhere"),
    Place("bss-assets", lambda _: "/bss/assets"),
    *atlas_asset.PLACES,
)
