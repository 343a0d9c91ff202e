"""Microsoft's collections, read to their last page (contract 2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Generic, TypeVar

from pydantic import BaseModel

from application.ports.microsoft.errors import VendorUnavailable
from infrastructure.partner_center.connection import Connection, Read
from infrastructure.partner_center.wire import Wire

Item = TypeVar("Item", bound=BaseModel)

MOST_PAGES = 1000
CONTINUATION = "MS-ContinuationToken"


class _Header(Wire):
    key: str
    value: str = ""


class _Link(Wire):
    uri: str = ""
    headers: tuple[_Header, ...] = ()

    @property
    def token(self) -> str:
        named = (
            each.value for each in self.headers if each.key.casefold() == CONTINUATION.casefold()
        )
        return next(named, "")


class _Links(Wire):
    next: _Link | None = None


class Page(Wire, Generic[Item]):
    """`items` must be there: an answer without them is no proof that there are none."""

    items: tuple[Item, ...]
    links: _Links = _Links()
    continuation_token: str = ""


def all_items(connection: Connection, first: Read, kind: type[Page[Item]]) -> tuple[Item, ...]:
    """Every item of a collection, in Microsoft's order.

    Raises:
        VendorRefused, VendorUnavailable: as for `Connection.get`; also when pages never end.
    """
    return tuple(item for page in _pages(connection, first, kind) for item in page.items)


def _pages(connection: Connection, first: Read, kind: type[Page[Item]]) -> Iterator[Page[Item]]:
    wanted = first
    for _ in range(MOST_PAGES):
        page = connection.document(wanted, kind)
        yield page
        following = _next(connection.address.commerce, first, page)
        if following is None:
            return
        if following == wanted:
            break
        wanted = following
    raise without_end(first.url)


def without_end(url: str) -> VendorUnavailable:
    return VendorUnavailable(f"Partner Center's list at {url} has no end.")


def _next(commerce: str, first: Read, page: Page[Item]) -> Read | None:
    """A token goes with our own address, as Microsoft's published next links are malformed."""
    link = page.links.next or _Link()
    if token := page.continuation_token or link.token:
        params = {**first.params, "seekOperation": "Next"}
        return replace(first, params=params, headers={**first.headers, CONTINUATION: token})
    if link.uri:
        return replace(first, url=_absolute(commerce, link.uri), params={})
    return None


def _absolute(commerce: str, uri: str) -> str:
    """A link's uri is relative to `/v1`, which it may repeat; our token goes to no other host."""
    if uri.startswith(f"{commerce}/"):
        return uri
    if "://" in uri.partition("?")[0]:
        raise VendorUnavailable("Partner Center's next page is on another host; it was not asked.")
    return f"{commerce}/{uri.lstrip('/').removeprefix('v1/')}"
