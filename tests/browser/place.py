"""A page to look at, who looks at it, and what they did before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from tests.browser.shop import OPERATOR, Shop, Who
from tests.browser.signed_in import signed_in


@dataclass(frozen=True)
class Place:
    """`at` makes the address in a shop; `who` is None for those who are not signed in, and found
    in the shop for resellers and customers; `first` is done in their name before they look;
    a page that `asks_microsoft` waits for what Microsoft takes, and for the pace it allows."""

    name: str
    at: Callable[[Shop], str]
    who: Who = OPERATOR
    first: Callable[[Shop, httpx.Client], None] | None = None
    asks_microsoft: bool = False

    @contextmanager
    def visitor(self, shop: Shop) -> Iterator[httpx.Client]:
        """Somebody's program that may go there now."""
        who = self.who(shop) if callable(self.who) else self.who
        with signed_in(shop, who) as client:
            if self.first:
                self.first(shop, client)
            yield client
