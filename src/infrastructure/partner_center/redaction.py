"""What of Microsoft's words may be kept: what decides, and nothing about people or secrets (B6)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, get_args
from urllib.parse import parse_qsl, quote

import httpx
from pydantic import BaseModel

from application.ports.exchanges import MASK
from infrastructure.partner_center.catalogue_payloads import AvailabilityPayload
from infrastructure.partner_center.faults import LONGEST_MESSAGE, FaultBody
from infrastructure.partner_center.purchase_payloads import (
    CartPayload,
    CheckoutPayload,
    EntitlementPayload,
)

LONGEST_BODY = 65_536
"""Characters of a body that are kept."""

_DOCUMENTS = (CartPayload, CheckoutPayload, EntitlementPayload, AvailabilityPayload, FaultBody)
_COLLECTION = {"items", "links", "next", "headers", "key", "value", "uri", "continuationToken"}
_ALSO = {"totalCount", "transactionType", "orderGroup"}
_COSTS = {"pricing", "price"}
"""What the distributor pays is not shown to all who debug (D15), and decides nothing here."""

_QUERY = {"billingType", "entitlementType", "targetSegment", "size", "offset", "seekOperation"}
_WORDS = {"message", "description", "errorDescription", "error"}
_TOKENS = {"value", "continuationToken"}
_OURS = re.compile(r"PX-[0-9A-F]{10}$")
_PLAIN = re.compile(r"[A-Za-z0-9:_.,#{}/+-]{0,128}")
_MEMBER = re.compile(r"[A-Za-z$@][A-Za-z0-9_]{0,39}")
_DIGEST = re.compile(r"hidden-[0-9a-f]{12}")
_JWT = re.compile(r"eyJ[\w-]{8,}(?:\.[\w-]*)+")
_PRIVATE = re.compile(
    _JWT.pattern + r"|(?i:bearer)\s+\S+"
    r"|(?i:secret|token|password|signature)\w*[\"']?\s*[=:]\s*\S+"
    r"|[^\s@<>\"'(]+@[^\s@]+"
    r"|\+\d[\d ()/.-]{6,}\d"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _members(kind: type[BaseModel]) -> Iterator[str]:
    """Names, as Microsoft writes them, of all members of a document that are read."""
    for name, field in kind.model_fields.items():
        yield field.alias or name
        for inner in _documents_in(field.annotation):
            yield from _members(inner)


def _documents_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _documents_in(inner)


READ = frozenset(
    ({name for kind in _DOCUMENTS for name in _members(kind)} | _COLLECTION | _ALSO) - _COSTS
)
"""The members whose values are kept: those that our code decides by, and some that explain."""


class Redaction:
    """Masks bodies and paths of one request and its answer; `token` is what it was signed with."""

    def __init__(self, token: str) -> None:
        self._token = token.removeprefix("Bearer ").strip()

    def body(self, content: bytes) -> tuple[str, bool]:
        """What may be kept of a body, and whether it had to be cut."""
        kept = self._document(content)
        if len(kept) > LONGEST_BODY:
            kept = self._document(content, only_read=True)
        return kept[:LONGEST_BODY], len(kept) > LONGEST_BODY

    def path(self, url: httpx.URL) -> str:
        """Path and query; of the query only what is no token and no name."""
        asked = "&".join(
            f"{_named(name)}={quote(value) if name in _QUERY else digest(value)}"
            for name, value in parse_qsl(url.query.decode(), keep_blank_values=True)
        )
        path = url.raw_path.decode().partition("?")[0]
        return self.words(f"{path}?{asked}" if asked else path)

    def words(self, text: str) -> str:
        """A sentence without addresses, numbers to call, and tokens."""
        without = text.replace(self._token, MASK) if self._token else text
        return _CONTROL.sub(" ", _PRIVATE.sub(MASK, without[: 2 * LONGEST_MESSAGE]))

    def _document(self, content: bytes, *, only_read: bool = False) -> str:
        text = content.decode("utf-8-sig", "replace").strip()
        try:
            masked = self._masked(json.loads(text), "", only_read)
            return json.dumps(masked, separators=(",", ":"))
        except (ValueError, RecursionError, httpx.InvalidURL):  # a gateway's, or half an answer
            return f"{text[0]}{MASK}" if text[:1] in tuple("<{[") else self.words(text)

    def _masked(self, value: Any, member: str, only_read: bool) -> Any:
        if isinstance(value, dict):
            kept = ((name, each) for name, each in value.items() if name in READ or not only_read)
            return {
                _named(name): self._masked(each, _inner(member, name), only_read)
                for name, each in kept
            }
        if isinstance(value, list):
            return [self._masked(each, member, only_read) for each in value]
        return None if value is None else self._leaf(value, member)

    def _link(self, url: httpx.URL) -> str:
        host = f"{url.scheme}://{url.netloc.decode()}" if url.host else ""
        return f"{host}{self.path(url)}"

    def _leaf(self, value: Any, member: str) -> Any:
        if member in ("", MASK):
            return MASK
        if not isinstance(value, str):
            return value
        if member in _TOKENS:
            return digest(value)
        if member == "friendlyName":
            return value if _OURS.search(value) and self.words(value) == value else MASK
        if member in _WORDS:
            return self.words(value)
        if member == "uri":
            return self._link(httpx.URL(value))
        return value if _PLAIN.fullmatch(value) and self._is_public(value) else MASK

    def _is_public(self, value: str) -> bool:
        """Of a value without spaces and addresses: whether it is no token either."""
        return not (self._token and self._token in value) and not _JWT.search(value)


def digest(secret: str) -> str:
    """Stands for a token: the same for the same one, and it cannot be turned back."""
    if not secret or _DIGEST.fullmatch(secret):
        return secret
    return f"hidden-{hashlib.sha256(secret.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _named(member: str) -> str:
    return member if _MEMBER.fullmatch(member) else MASK


def _inner(member: str, name: str) -> str:
    """Within what is not read, nothing is read."""
    return name if name in READ and member != MASK else MASK
