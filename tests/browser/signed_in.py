"""Somebody's program that is signed in: for what no browser is needed for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.browser.shop import OPERATOR, Shop

_SLIP = re.compile(r'name="slip" value="([^"]+)"')


@contextmanager
def signed_in(shop: Shop, who: str | None = OPERATOR) -> Iterator[httpx.Client]:
    """Redirects are not followed; None is nobody."""
    with httpx.Client(base_url=shop.address, timeout=20) as client:
        if who is not None:
            client.post("/sign-in", data={"who": who})
        yield client


def slip_of(client: httpx.Client, page: str) -> str:
    """The slip of the first form of a page that has one."""
    found = _SLIP.search(client.get(page).text)
    assert found, f"{page} has no form"
    return found[1]
