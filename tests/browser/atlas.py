"""Every page that there is, and who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.shop import OPERATOR, Shop


@dataclass(frozen=True)
class Place:
    """`at` makes the address in a shop; `who` is None for those who are not signed in."""

    name: str
    at: Callable[[Shop], str]
    who: str | None = OPERATOR


EVERY_PAGE: tuple[Place, ...] = (
    Place("start", lambda _: "/", who=None),
    Place("not-found", lambda _: "/bss/nowhere"),
    Place("bss-assets", lambda _: "/bss/assets"),
)
