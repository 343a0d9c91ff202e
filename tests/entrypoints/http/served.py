"""Perpetua on a socket of its own, and a program that talks to it over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import httpx
import uvicorn
from starlette.types import ASGIApp

from application.bus import Origin
from application.ports.ledger import Recorded
from application.queries.diagnose import Diagnose
from entrypoints.bootstrap import App, bootstrap
from entrypoints.everything import Everything
from entrypoints.principals import local_operator
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger

Json = dict[str, Any]


@contextmanager
def listening(api: ASGIApp) -> Iterator[str]:
    """Serve on a free port; the address of the server."""
    quick: dict[str, Any] = {
        "lifespan": "off",
        "timeout_graceful_shutdown": 1,
        "timeout_keep_alive": 60,
    }
    server = uvicorn.Server(uvicorn.Config(api, port=0, log_level="critical", **quick))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.002)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


class Simulator:
    """The switches of the Partner Center simulator."""

    def __init__(self, control: httpx.Client) -> None:
        self._control = control

    def mend(self) -> None:
        self._control.delete("/faults").raise_for_status()

    def set(self, **settings: Any) -> None:
        self._control.patch("/settings", json=settings).raise_for_status()

    def fault(self, name: str, **options: Any) -> None:
        self._control.post("/faults", json={"fault": name, **options}).raise_for_status()

    def buy(self, **purchase: Any) -> str:
        """Somebody buys outside of Perpetua; the order's id."""
        answer = self._control.post("/purchases", json=purchase).raise_for_status()
        return str(answer.json()["id"])

    def withdraw(self, product: str, sku: str) -> None:
        """Microsoft does not sell it any more, nowhere."""
        withdrawn = {"product_id": product, "sku_id": sku}
        self._control.post("/withdrawals", json=withdrawn).raise_for_status()

    def bring_back(self) -> None:
        """Everything that was withdrawn is sold again."""
        self._control.delete("/withdrawals").raise_for_status()

    def order_lines(self) -> list[Json]:
        """Every order line that exists at Microsoft."""
        lines: list[Json] = self._control.get("/orders").raise_for_status().json()["items"]
        return lines


class Api:
    """A program that uses the API; each write may carry a reason, a key, a version and a role."""

    def __init__(self, app: App, http: httpx.Client, simulator: Simulator, database: str) -> None:
        self.app = app
        self.http = http
        self.simulator = simulator
        self.database = database
        """Its address."""

    def get(self, path: str, *, acting_as: str | None = None, **parameters: Any) -> httpx.Response:
        headers = _named({} if acting_as is None else {"acting_as": acting_as})
        return self.http.get(f"/api/v1{path}", params=parameters, headers=headers)

    def post(self, path: str, body: Json | None = None, /, **headers: str) -> httpx.Response:
        return self.http.post(f"/api/v1{path}", json=body, headers=_named(headers))

    def patch(self, path: str, body: Json, /, **headers: str) -> httpx.Response:
        return self.http.patch(f"/api/v1{path}", json=body, headers=_named(headers))

    def ledger_end(self) -> int:
        """Position of the last event."""
        return self.app.bus.ask(Diagnose(), Origin(local_operator(), "cli")).events

    def written(self, *, correlation: UUID) -> tuple[Recorded, ...]:
        """What the ledger itself keeps of the requests with that correlation id."""
        database = Database(self.database)
        try:
            everything = EventStoreLedger(database).page(0, 100_000)
        finally:
            database.close()
        return tuple(each for each in everything if each.metadata.correlation_id == correlation)


_HEADERS = {
    "acting_as": "Perpetua-As",
    "reason": "Perpetua-Reason",
    "correlation_id": "Perpetua-Correlation-Id",
    "key": "Idempotency-Key",
    "if_match": "If-Match",
    "origin": "Origin",
}


def _named(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    return {_HEADERS[name].encode(): value.encode() for name, value in headers.items()}


@contextmanager
def served(settings: Settings, overrides: Mapping[type[Any], Any] | None = None) -> Iterator[Api]:
    """Perpetua with its data, its API and its pages, answering on a port of its own."""
    with (
        bootstrap(settings, overrides=overrides) as app,
        listening(Everything(app, session_key="only for tests")) as address,
        httpx.Client(base_url=address, timeout=20) as http,
        httpx.Client(base_url=f"{settings.partner_center_url}/_simulator") as control,
    ):
        yield Api(app, http, Simulator(control), settings.database)


def done(answer: httpx.Response) -> Any:
    """The content of an answer that must be a success."""
    assert answer.is_success, answer.text
    return answer.json()
