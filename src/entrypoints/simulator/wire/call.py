"""One HTTP request as the simulator's rooms see it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from starlette.datastructures import URL, Headers
from starlette.types import Receive, Scope

from entrypoints.simulator.wire.refusal import refusal


@dataclass(frozen=True, kw_only=True)
class Call:
    """base_url: as the caller wrote it; own_request_id: for callers that sent none."""

    method: str
    base_url: str
    path: str
    query: Mapping[str, str]
    query_string: str
    headers: Mapping[str, str]
    body: bytes
    params: Mapping[str, str] = field(default_factory=dict)
    own_request_id: str = ""

    @classmethod
    def made(cls, method: str, url: str, *, headers: Mapping[str, str], body: bytes = b"") -> Self:
        """From an absolute URL, its path and query percent-encoded."""
        parts = urlsplit(url)
        return cls(
            method=method.upper(),
            base_url=f"{parts.scheme}://{parts.netloc}",
            path=unquote(parts.path) or "/",
            query={name.lower(): value for name, value in _pairs(parts.query)},
            query_string=parts.query,
            headers={name.lower(): value for name, value in headers.items()},
            body=body,
        )

    @property
    def request_id(self) -> str:
        return self.headers.get("ms-requestid") or self.own_request_id

    @property
    def correlation_id(self) -> str:
        return self.headers.get("ms-correlationid") or self.own_request_id

    @property
    def locale(self) -> str:
        return self.headers.get("x-locale") or "en-US"

    def json(self) -> dict[str, Any]:
        """The body's object with lower-case names, as Microsoft reads names in any case."""
        try:
            parsed = json.loads(self.body)
        except ValueError:
            raise refusal("800002") from None
        if not isinstance(parsed, dict):
            raise refusal("800002")
        folded: dict[str, Any] = fold_names(parsed)
        return folded


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def fold_names(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name).lower(): fold_names(member) for name, member in value.items()}
    if isinstance(value, list):
        return [fold_names(member) for member in value]
    return value


async def read_call(scope: Scope, receive: Receive) -> Call | None:
    """None when the caller went away before its request was complete."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    url = str(URL(scope=scope))
    return Call.made(scope["method"], url, headers=Headers(scope=scope), body=bytes(body))
