"""A Partner Center of scripted answers, and a clock that never sleeps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

import httpx
import pytest

from application.ports.microsoft.licences import LineToBuy
from core.catalogue.values import CatalogId
from core.instances.instance import Instance
from core.instances.settings import InstanceSettings
from core.kernel.errors import Refused
from infrastructure.partner_center.partner_centers import PartnerCenters, PartnerCenterVendor
from infrastructure.partner_center.refresh_tokens import RefreshTokens
from infrastructure.partner_center.settings import Credentials
from infrastructure.partner_center.throttle import Gates

TODAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
TENANT = "c0ffee00-0000-4000-8000-000000000003"
PARTNER = "11111111-0000-4000-8000-000000000001"
CART = "3655b1a0-b1c9-4268-9824-577fdbc4d0be"
REQUEST = UUID("5e0f7c46-3f0b-4d0c-9d2c-0c7b1f0a8a11")
ITEM = CatalogId("DG7GMGF0DWM3:0002:DG7GMGF0DT1M")
LINE = LineToBuy(catalog_id=ITEM, quantity=2, friendly_name="BizTalk Server #k7m2")
CREDENTIALS = Credentials("app-1", "s3cret", "refresh-1")
FIXTURES = Path(__file__).parent / "fixtures"

Script = Callable[[httpx.Request], httpx.Response]
Answer = httpx.Response | Exception


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def instance(*, tenant: str = PARTNER, credentials: str = "default") -> Instance:
    settings = InstanceSettings("Germany", tenant, ("DE",), credentials=credentials)
    return Instance.register(settings, at=TODAY)


class FakeClock:
    def __init__(self) -> None:
        self.time = TODAY
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += timedelta(seconds=seconds)


class Center:
    """Issues `token-1`, `token-2` …, and answers all else by its script."""

    def __init__(
        self,
        *answers: Answer,
        script: Script | None = None,
        refresh_tokens: RefreshTokens | None = None,
        gates: Gates | None = None,
    ) -> None:
        self.clock = FakeClock()
        self.requests: list[httpx.Request] = []
        self.token_requests: list[httpx.Request] = []
        self.token_answer: Script | None = None
        self._script = script or in_turn(*answers)
        self._lock = Lock()
        self.centers = PartnerCenters(
            credentials={"default": CREDENTIALS}.get,
            clock=self.clock,
            refresh_tokens=refresh_tokens,
            transport=httpx.MockTransport(self._answered),
            gates=gates,
        )

    @property
    def vendor(self) -> PartnerCenterVendor:
        return self.centers.of(instance())

    @property
    def sent(self) -> httpx.Request:
        """The one request that was sent, tokens aside."""
        [request] = self.requests
        return request

    def _answered(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            if request.url.path.endswith("/oauth2/v2.0/token"):
                self.token_requests.append(request)
                return self._token(request)
            self.requests.append(_as_sent(request))
            return self._script(request)

    def _token(self, request: httpx.Request) -> httpx.Response:
        if self.token_answer is not None:
            return self.token_answer(request)
        token = f"token-{len(self.token_requests)}"
        return httpx.Response(200, json={"access_token": token, "expires_in": 3600})


def _as_sent(request: httpx.Request) -> httpx.Request:
    return httpx.Request(
        request.method, request.url, headers=request.headers, content=request.content
    )


def in_turn(*answers: Answer) -> Script:
    """One answer after the other; the last one stays."""
    left: Iterator[Answer] = iter(answers)
    current: list[Answer] = []

    def script(request: httpx.Request) -> httpx.Response:
        current[:] = [next(left, *current)]
        if isinstance(current[0], Exception):
            raise current[0]
        return httpx.Response(
            current[0].status_code, headers=current[0].headers, content=current[0].content
        )

    return script


def fault(status: int, code: str | int, description: str = "Words of Microsoft") -> httpx.Response:
    return httpx.Response(status, json={"code": code, "description": description})


def checkout_refused(*answers: Answer) -> Refused:
    """What a checkout raises when it is answered so; it is sent once."""
    center = Center(*answers)
    with pytest.raises(Refused) as refused:
        center.vendor.check_out(TENANT, CART, REQUEST)
    assert len(center.requests) == 1
    return refused.value


def listing(*items: dict[str, Any], **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"totalCount": len(items), "items": items, **more})


def body_of(request: httpx.Request) -> Any:
    return json.loads(request.content)
