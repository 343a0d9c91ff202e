"""A page to look at, and who looks at it."""

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
