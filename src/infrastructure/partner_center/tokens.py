"""Access tokens for the three audiences of Partner Center, from one refresh token (App+User)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.oauth2.client import OAuth2Client  # type: ignore[import-untyped]
from pydantic import BaseModel, Field, ValidationError

from application.ports.clock import Clock
from application.ports.microsoft.errors import VendorUnavailable
from infrastructure.partner_center.refresh_tokens import RefreshTokens, SignIn
from infrastructure.partner_center.retries import Retries
from infrastructure.partner_center.settings import Credentials

LEEWAY = timedelta(seconds=60)
"""A token is renewed this long before it expires."""


class Audience(StrEnum):
    """Whom a token is for; the names stay the same wherever the service stands."""

    COMMERCE = "https://api.partnercenter.microsoft.com"
    PRICE_SHEETS = "https://api.partner.microsoft.com"
    GRAPH = "https://graph.microsoft.com"


class SignInRefused(VendorUnavailable):
    """Microsoft's token service refuses the credentials, perhaps for this one audience only."""


class _TokenAnswer(BaseModel):
    """`expires_in` in seconds, a number or a string; `refresh_token` when it was rotated."""

    access_token: str = Field(min_length=1)
    expires_in: int = 300
    refresh_token: str


@dataclass(frozen=True)
class _Held:
    value: str
    renew_at: datetime


class Tokens:
    """The tokens of one vendor, for any number of threads; only one of them renews at a time."""

    def __init__(
        self,
        http: httpx.Client,
        url: str,
        *,
        credentials: Credentials,
        sign_in: SignIn,
        refresh_tokens: RefreshTokens,
        clock: Clock,
    ) -> None:
        # authlib's own httpx client is deprecated in favour of a fork; this one takes ours.
        self._client = OAuth2Client(session=_Session(http, Retries(clock)))
        # Its own error class rejects the line breaks in Microsoft's descriptions.
        self._client.oauth_error_class = AuthlibBaseError
        self._url = url
        self._credentials = credentials
        self._sign_in = sign_in
        self._refresh_tokens = refresh_tokens
        self._clock = clock
        self._held: dict[Audience, _Held] = {}
        self._lock = Lock()
        self.reference = sign_in.reference

    def bearer(self, audience: Audience, *, instead_of: str | None = None) -> str:
        """A token that has not expired and is not the one that was just answered with 401.

        Raises:
            SignInRefused: Microsoft refused the credentials, which the message names.
            VendorUnavailable: no token was issued for another reason.
        """
        with self._lock:
            held = self._held.get(audience)
            if held is None or held.value == instead_of or held.renew_at <= self._clock.now():
                held = self._held[audience] = self._renewed(audience)
            return held.value

    def _renewed(self, audience: Audience) -> _Held:
        """The newest refresh token first; if it is refused, one that another process kept since
        then, or the configured one."""
        newest = self._refresh_tokens.newest(self._sign_in)
        asked_at = self._clock.now()
        try:
            answer = self._issued(audience, newest)
        except SignInRefused:
            since = self._refresh_tokens.newest(self._sign_in)
            other = since if since != newest else self._sign_in.configured
            if other == newest:
                raise
            answer = self._issued(audience, other)
        if answer.refresh_token != newest:
            self._refresh_tokens.keep(self._sign_in, answer.refresh_token)
        return _Held(answer.access_token, asked_at + timedelta(seconds=answer.expires_in) - LEEWAY)

    def _issued(self, audience: Audience, refresh_token: str) -> _TokenAnswer:
        try:
            return _TokenAnswer.model_validate(self._asked_for(audience, refresh_token))
        except AuthlibBaseError as refused:
            said = self._credentials.hidden_in(f"{refused.error}: {refused.description or '-'}")
            said = said.replace(refresh_token, "…").splitlines()[0]
            raise SignInRefused(self._without_token(f"were refused, {said}")) from None
        except ValidationError:
            what = self._without_token("got an unreadable answer of the token service")
            raise VendorUnavailable(what) from None
        except (httpx.HTTPError, ValueError) as failed:
            what = self._without_token(f"got no token, {type(failed).__name__} at {self._url}")
            raise VendorUnavailable(what) from failed

    def _asked_for(self, audience: Audience, refresh_token: str) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.refresh_token(
            self._url,
            refresh_token=refresh_token,
            scope=f"{audience}/.default",
            client_id=self._credentials.client_id,
            client_secret=self._credentials.client_secret,
            auth=httpx.Auth(),  # the client's secret travels in the form
        )
        return answer

    def _without_token(self, what: str) -> str:
        return f"The Partner Center credentials {self.reference!r} {what}."


class _Session:
    """The part of httpx that authlib uses; asking for a token twice harms nobody."""

    def __init__(self, http: httpx.Client, retries: Retries) -> None:
        self._http = http
        self._retries = retries

    def post(self, url: str, **request: Any) -> httpx.Response:
        return self._retries(lambda: self._http.post(url, **request))
