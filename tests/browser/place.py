"""A page to look at, and who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.shop import OPERATOR, Shop, Who


@dataclass(frozen=True)
class Place:
    """`at` makes the address in a shop; `who` is None for those who are not signed in, and found
    in the shop for resellers and customers."""

    name: str
    at: Callable[[Shop], str]
    who: Who = OPERATOR
