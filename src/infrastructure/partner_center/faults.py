"""What Microsoft says when it says no, in any of its five shapes (contract 3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from core.kernel.errors import Refused
from infrastructure.partner_center.documented_codes import CART_STATES
from infrastructure.partner_center.wire import Unreadable, Wire, read

LONGEST_MESSAGE = 1024
"""Characters of Microsoft's words that are kept."""


class _PartnerApiError(Wire):
    code: str = ""
    message: str = ""


class FaultBody(Wire):
    """The commerce shapes (code, description or message), the gateway's, and the nested one."""

    code: str = ""
    description: str = ""
    message: str = ""
    error: _PartnerApiError | str = ""


@dataclass(frozen=True)
class Fault:
    """`code` is empty where a gateway answered instead of Microsoft's service."""

    status: int
    code: str
    message: str

    @property
    def name(self) -> str:
        return self.code or f"http_{self.status}"

    def __str__(self) -> str:
        return f"{self.status}{self.code and ' '}{self.code}: {self.message}"


def fault_of(response: httpx.Response) -> Fault:
    """The fault of an answer that is no success."""
    try:
        body = read(FaultBody, response.content)
    except Unreadable:
        return Fault(response.status_code, "", _plain_words(response))
    nested = body.error if isinstance(body.error, _PartnerApiError) else _PartnerApiError()
    message = body.description or body.message or nested.message or _reason(response)
    return Fault(response.status_code, body.code or nested.code, message[:LONGEST_MESSAGE])


def refusal(response: httpx.Response, now: datetime) -> Refused:
    """What an unsuccessful answer means where nothing can have been bought.

    A 4xx without a code of Microsoft's comes from a gateway and tells nothing about the request.
    """
    fault = fault_of(response)
    if state := CART_STATES.get((fault.status, fault.code)):
        return state(f"Microsoft answered {fault}")
    if 400 <= fault.status < 500 and fault.code and fault.status not in (401, 408, 429):
        return VendorRefused(fault.code, fault.message, status=fault.status)
    return unavailable(response, now)


def unavailable(response: httpx.Response, now: datetime) -> VendorUnavailable:
    return VendorUnavailable(
        f"Partner Center answered {fault_of(response)}",
        retry_after=retry_after(response, now),
        answered=True,
    )


def retry_after(response: httpx.Response, now: datetime) -> float | None:
    """Seconds to wait as Microsoft asked, given as a number or as an HTTP date."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(0.0, (until - now).total_seconds()) if until.tzinfo else None


def _plain_words(response: httpx.Response) -> str:
    text = response.text.strip()
    return text[:LONGEST_MESSAGE] if text and text[0] not in "<{[" else _reason(response)


def _reason(response: httpx.Response) -> str:
    return response.reason_phrase or "no words"
