"""A file of an export: fetched without our token, within bounds, and read line by line."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator

import httpx
from pydantic import RootModel

from application.ports.microsoft.errors import VendorUnavailable
from infrastructure.partner_center.connection import Connection
from infrastructure.partner_center.invoice_lines import InvoiceLinePayload
from infrastructure.partner_center.wire import Unreadable, read

MOST_FETCHED = 64 * 2**20
"""Bytes of one file as it is sent."""

MOST_UNPACKED = 512 * 2**20
"""Bytes of one file once it is unpacked."""

_GZIP = b"\x1f\x8b"


class _Lines(RootModel[tuple[InvoiceLinePayload, ...]]):
    """A file that is one array, as Microsoft's word `compressedJSON` may mean."""


def unpacked(connection: Connection, address: str) -> bytes:
    """
    Raises:
        VendorUnavailable: the file did not come whole, is too large, or is no gzip.
    """

    def fetch(http: httpx.Client) -> httpx.Response:
        with http.stream("GET", address) as response:
            content = _within_bounds(response)
        wish = response.headers.get("Retry-After", "")
        return httpx.Response(response.status_code, headers={"Retry-After": wish}, content=content)

    try:
        content = connection.get_unsigned(fetch).content
        if not content.startswith(_GZIP):
            return content
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            plain = packed.read(MOST_UNPACKED + 1)
    except (httpx.InvalidURL, OSError, EOFError, zlib.error) as failed:
        raise _unusable(type(failed).__name__) from None
    if len(plain) > MOST_UNPACKED:
        raise _unusable("it is too large")
    return plain


def lines_in(content: bytes) -> Iterator[InvoiceLinePayload]:
    """The lines of an unpacked file: an object on each of its rows, or an array of objects.

    Raises:
        VendorUnavailable: a row is no invoice line; a part of the lines would be no answer.
    """
    try:
        if content.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"["):
            yield from read(_Lines, content).root
            return
        for row in filter(bytes.strip, io.BytesIO(content)):
            yield read(InvoiceLinePayload, row)
    except Unreadable as failed:
        raise _unusable(str(failed)) from None


def _within_bounds(response: httpx.Response) -> bytes:
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > MOST_FETCHED:
            raise _unusable("it is too large")
    return bytes(content)


def _unusable(why: str) -> VendorUnavailable:
    return VendorUnavailable(f"A file of Microsoft's export is of no use: {why}.", answered=True)
