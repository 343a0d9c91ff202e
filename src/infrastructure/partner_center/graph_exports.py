"""Invoice lines as the Graph exports them: asked for, waited for, fetched file by file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from pydantic import Field

from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from infrastructure.partner_center.connection import Connection, Read, usable
from infrastructure.partner_center.export_files import lines_in, unpacked
from infrastructure.partner_center.faults import retry_after
from infrastructure.partner_center.invoice_lines import InvoiceLinePayload
from infrastructure.partner_center.statements import Statement
from infrastructure.partner_center.tokens import Audience
from infrastructure.partner_center.wire import Wire, Word

USUAL_PAUSE = 10.0
"""Seconds between two looks at an export when Microsoft names none."""

LONGEST_EXPORT = 900.0
"""Seconds that one export is waited for."""

NO_DATA = "5000"
"""The Graph's code for an export without lines."""


class _Blob(Wire):
    name: str = Field(min_length=1)


class ManifestPayload(Wire):
    """The files of an export; the token opens them to whoever holds it."""

    root_directory: str = Field(min_length=1)
    sas_token: str = Field(default="", repr=False)
    blob_count: int | None = None
    blobs: tuple[_Blob, ...] = ()


class _Failure(Wire):
    code: str = ""
    message: str = ""


class OperationPayload(Wire):
    """An export on its way; the manifest is linked, or stands inside."""

    status: Word
    error: _Failure = _Failure()
    manifest_link: str = Field(default="", alias="resourceLocation@odata.navigationLink")
    resource_location: ManifestPayload | None = None


@dataclass(frozen=True)
class Export:
    """One that Microsoft is preparing; `pause` is in seconds, before the first look at it."""

    operation: Read
    pause: float


class GraphExports:
    """Exports of one partner tenant."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, statement: Statement) -> Export:
        """
        Raises:
            VendorRefused: the Graph does not tell these lines.
            SignInRefused: the credentials are not for the Graph.
            VendorUnavailable: no usable answer.
        """
        url = f"{self._connection.address.billing}/reconciliation/{statement.kind}/export"
        started = self._connection.get(Read(url, audience=Audience.GRAPH, body=statement.body))
        return Export(
            self._followed(started.headers.get("Location", "")), self._pause(started, usual=0.0)
        )

    def lines(self, export: Export) -> tuple[InvoiceLinePayload, ...]:
        """
        Raises:
            VendorRefused: as for `start`; NO_DATA when the Graph knows no lines.
            VendorUnavailable: no usable answer, or no end within LONGEST_EXPORT.
        """
        manifest = self._manifest(export)
        if manifest.blob_count not in (None, len(manifest.blobs)):
            raise VendorUnavailable("Microsoft's export does not name all its files.")
        return tuple(line for blob in manifest.blobs for line in self._in_file(manifest, blob))

    def _manifest(self, export: Export) -> ManifestPayload:
        pause, waited = export.pause, 0.0
        while waited + pause <= LONGEST_EXPORT:
            if pause:
                self._connection.clock.wait(pause)
            answer = self._connection.get(export.operation)
            state = usable(answer, OperationPayload)
            if state.status == "succeeded":
                return self._of(state)
            if state.status == "failed":
                raise _failed(state.error)
            waited += pause
            pause = max(1.0, self._pause(answer, usual=USUAL_PAUSE))
        raise VendorUnavailable("Microsoft's export is still not ready.", retry_after=pause)

    def _pause(self, answer: httpx.Response, *, usual: float) -> float:
        asked = retry_after(answer, self._connection.clock.now())
        return usual if asked is None else asked

    def _of(self, ended: OperationPayload) -> ManifestPayload:
        if ended.resource_location is not None:
            return ended.resource_location
        return self._connection.document(self._followed(ended.manifest_link), ManifestPayload)

    def _followed(self, link: str) -> Read:
        """Our token goes to the Graph's own host only."""
        base = httpx.URL(f"{self._connection.address.billing}/")
        try:
            url = base.join(link)
        except httpx.InvalidURL:
            url = httpx.URL()
        if not link or (url.scheme, url.host, url.port) != (base.scheme, base.host, base.port):
            raise VendorUnavailable("Microsoft's export leads to another host; it was not asked.")
        return Read(str(url), audience=Audience.GRAPH)

    def _in_file(self, manifest: ManifestPayload, blob: _Blob) -> Iterator[InvoiceLinePayload]:
        root = f"{manifest.root_directory.rstrip('/')}/{blob.name}"
        secure = self._connection.address.billing.partition(":")[0]
        if not root.startswith(("https://", f"{secure}://")):
            raise VendorUnavailable("Microsoft's export lies at an address that is not secure.")
        address = f"{root}?{manifest.sas_token.lstrip('?')}"
        return lines_in(unpacked(self._connection, address))


def _failed(error: _Failure) -> VendorRefused | VendorUnavailable:
    if error.code == NO_DATA:
        return VendorRefused(NO_DATA, error.message, status=200)
    said = f"{error.code or 'no code'}: {error.message or 'no words'}"
    return VendorUnavailable(f"Microsoft's export failed with {said}", answered=True)
