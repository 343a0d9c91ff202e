"""One partner tenant's line to Partner Center: signed in, patient with reads, never with writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import httpx

from application.ports.clock import Clock
from application.ports.microsoft.errors import VendorUnavailable
from infrastructure.partner_center.faults import fault_of, refusal
from infrastructure.partner_center.recording import overheard
from infrastructure.partner_center.retries import Retries
from infrastructure.partner_center.settings import PartnerCenterAddress
from infrastructure.partner_center.throttle import Throttled
from infrastructure.partner_center.tokens import Audience, Tokens
from infrastructure.partner_center.wire import Document, Unreadable, read

STANDARD_HEADERS = {
    "Accept": "application/json",
    "X-Locale": "en-US",
    "MS-PartnerCenter-Application": "Perpetua",
}


def quoted(id: str) -> str:
    """An id as one segment of a path."""
    return quote(id, safe="")


@dataclass(frozen=True)
class Read:
    """A GET, or a POST that asks for something and changes nothing; `url` is whole."""

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = Audience.COMMERCE
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Connection:
    """Sends requests with a token, and once more with a fresh one after a 401."""

    http: httpx.Client
    tokens: Tokens
    address: PartnerCenterAddress
    clock: Clock

    def get(self, wanted: Read) -> httpx.Response:
        """A successful answer, asked for at most four times.

        Raises:
            VendorRefused: Microsoft refused with a code of its own.
            VendorUnavailable: no usable answer.
            CartGone, CartBusy, CartAlreadySubmitted: the read was about a cart.
        """
        correlation = uuid4()
        parts = {"params": wanted.params or None, "headers": wanted.headers, "json": wanted.body}
        method = "POST" if wanted.body else "GET"

        def ask() -> httpx.Response:
            request = self._request(method, wanted.url, (uuid4(), correlation), **parts)
            return self._signed_in(request, wanted.audience)

        return self._patiently(ask)

    def get_unsigned(self, fetch: Callable[[httpx.Client], httpx.Response]) -> httpx.Response:
        """A successful answer of a host that must not see our token; retried like `get`.

        Raises:
            VendorUnavailable: no usable answer.
        """
        return self._patiently(lambda: fetch(self.http))

    def document(self, wanted: Read, kind: type[Document]) -> Document:
        """
        Raises:
            VendorRefused, VendorUnavailable: as for `get`; an unreadable answer is unusable.
        """
        return usable(self.get(wanted), kind)

    def send(
        self, method: str, path: str, request_id: UUID, *, body: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        """Any answer to a write, sent once: only a 401, which processed nothing, is repeated.

        Raises:
            httpx.RequestError: no answer.
            VendorUnavailable: not signed in, so that nothing was processed.
        """
        url, ids = f"{self.address.commerce}{path}", (request_id, request_id)
        request = self._request(method, url, ids, **({"json": body} if body else {}))
        return self._signed_in(request, Audience.COMMERCE)

    def _patiently(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        try:
            response = Retries(self.clock)(ask)
        except httpx.RequestError as failed:
            raise no_answer(failed) from failed
        if not response.is_success:
            raise refusal(response, self.clock.now())
        return response

    def _request(
        self, method: str, url: str, ids: tuple[UUID, UUID], **parts: Any
    ) -> httpx.Request:
        request = self.http.build_request(method, url, **parts)
        request.headers["MS-RequestId"], request.headers["MS-CorrelationId"] = map(str, ids)
        return request

    def _signed_in(self, request: httpx.Request, audience: Audience) -> httpx.Response:
        token = self.tokens.bearer(audience)
        response = self._sent(request, token)
        if response.status_code != httpx.codes.UNAUTHORIZED:
            return response
        response = self._sent(request, self.tokens.bearer(audience, instead_of=token))
        if response.status_code != httpx.codes.UNAUTHORIZED:
            return response
        raise VendorUnavailable(
            f"Partner Center does not accept the credentials {self.tokens.reference!r}: "
            f"{fault_of(response)}",
            answered=True,
        )

    def _sent(self, request: httpx.Request, token: str) -> httpx.Response:
        request.headers["Authorization"] = f"Bearer {token}"
        return overheard(self.http.send, request, self.clock)


def usable(response: httpx.Response, kind: type[Document]) -> Document:
    """
    Raises:
        VendorUnavailable: the answer is not what the contract says.
    """
    try:
        return read(kind, response.content)
    except Unreadable as failed:
        text = f"Partner Center's answer is unreadable: {failed}"
        raise VendorUnavailable(text, answered=True) from failed


def no_answer(failed: httpx.RequestError) -> VendorUnavailable:
    if isinstance(failed, Throttled):
        return VendorUnavailable(str(failed), retry_after=failed.retry_after)
    return VendorUnavailable(f"Partner Center did not answer: {type(failed).__name__} {failed}")
