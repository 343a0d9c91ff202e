"""Perpetua on a socket of its own, and a program that talks to it over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import httpx
import uvicorn
from starlette.types import ASGIApp

from application.ports.ledger import Recorded
from application.queries.diagnose import Diagnose
from entrypoints.bootstrap import App, bootstrap
from entrypoints.http.api import create_api
from entrypoints.principals import local_operator
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger

PARTNER_TENANT = "11111111-1111-4111-8111-111111111111"
UNIVERSITY_TENANT = "c0ffee00-0000-4000-8000-000000000002"
CONTOSO_TENANT = "c0ffee00-0000-4000-8000-000000000003"
OFFICE = "DG7GMGF0DWTL:0001:SEG0001"
WINDOWS_EDUCATION = "DG7GMGF0D5RK:0002:SEG0002"

Json = dict[str, Any]


@contextmanager
def listening(api: ASGIApp) -> Iterator[str]:
    """Serve on a free port; the address of the server."""
    server = uvicorn.Server(uvicorn.Config(api, port=0, log_level="critical", lifespan="off"))
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

    def __init__(self, settings: Settings) -> None:
        self._control = f"{settings.partner_center_url}/_simulator"

    def mend(self) -> None:
        httpx.delete(f"{self._control}/faults").raise_for_status()

    def fault(self, name: str, **options: Any) -> None:
        httpx.post(f"{self._control}/faults", json={"fault": name, **options}).raise_for_status()

    def buy(self, **purchase: Any) -> str:
        """Somebody buys outside of Perpetua; the order's id."""
        answer = httpx.post(f"{self._control}/purchases", json=purchase).raise_for_status()
        return str(answer.json()["order_id"])

    def order_lines(self) -> list[Json]:
        """Every order line that exists at Microsoft."""
        lines: list[Json] = httpx.get(f"{self._control}/orders").raise_for_status().json()["items"]
        return lines


class Api:
    """A program that uses the API; each write may carry a reason, a key, a version and a role."""

    def __init__(self, app: App, http: httpx.Client, settings: Settings) -> None:
        self.app = app
        self.http = http
        self.simulator = Simulator(settings)
        self._settings = settings

    def get(self, path: str, *, acting_as: str | None = None, **parameters: Any) -> httpx.Response:
        return self.http.get(f"/api/v1{path}", params=parameters, headers=_acting(acting_as))

    def post(self, path: str, body: Json | None = None, **headers: str) -> httpx.Response:
        return self.http.post(f"/api/v1{path}", json=body, headers=_named(headers))

    def patch(self, path: str, body: Json, **headers: str) -> httpx.Response:
        return self.http.patch(f"/api/v1{path}", json=body, headers=_named(headers))

    def ledger_end(self) -> int:
        """Position of the last event."""
        return self.app.bus.ask(Diagnose(), local_operator()).events

    def written(self, *, correlation: UUID) -> tuple[Recorded, ...]:
        """What the ledger itself keeps of the requests with that correlation id."""
        database = Database(self._settings.database)
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


def _named(headers: Mapping[str, str]) -> dict[str, bytes]:
    return {_HEADERS[name]: value.encode() for name, value in headers.items()}


def _acting(principal: str | None) -> dict[str, bytes]:
    return {} if principal is None else _named({"acting_as": principal})


@contextmanager
def served(settings: Settings, overrides: Mapping[type[Any], Any] | None = None) -> Iterator[Api]:
    """Perpetua with its data, answering on a port of its own."""
    with (
        bootstrap(settings, overrides=overrides) as app,
        listening(create_api(app)) as address,
        httpx.Client(base_url=address, timeout=20) as http,
    ):
        yield Api(app, http, settings)


def done(answer: httpx.Response) -> Any:
    """The content of an answer that must be a success."""
    assert answer.is_success, answer.text
    return answer.json()


def set_up(api: Api) -> Json:
    """Everything before the first order: the ids by what they are of."""
    done(api.patch("/organisation", {"name": "Demo", "currencies": ["EUR", "ILS", "USD"]}))
    registered = {
        "name": "Main",
        "partner_tenant": PARTNER_TENANT,
        "countries": ["DE", "GR"],
        "publish_new_products": True,
    }
    instance = done(api.post("/instances", registered))["instance_id"]
    done(api.patch(f"/instances/{instance}", {"active_currencies": ["EUR", "ILS"]}))
    rate = {"anchor": "EUR", "currency": "ILS", "units_per_anchor": "3.95"}
    done(api.post("/exchange-rates", rate))
    preview = done(api.post(f"/instances/{instance}/sync-preview"))
    run = {"instance_id": instance, "confirmed": preview["digest"]}
    done(api.post("/sync-runs", run))
    reseller = opened(api, kind="reseller", name="Reseller")
    university = {"tenant_id": UNIVERSITY_TENANT, "instance_id": instance, "reseller_id": reseller}
    contoso = {"tenant_id": CONTOSO_TENANT, "instance_id": instance}
    return {
        "instance": instance,
        "reseller": reseller,
        "university": opened(api, name="Nordlicht", **university),
        "contoso": opened(api, name="Contoso", **contoso),
    }


def opened(api: Api, **account: Any) -> str:
    """A new account in Germany that pays in euro, unless said otherwise."""
    usual = {"kind": "customer", "currency": "EUR", "address": {"country": "DE"}}
    identity: str = done(api.post("/accounts", usual | account))["account_id"]
    return identity


def quoted(api: Api, customer: str, *codes: str, **order: Any) -> str:
    """An order of one licence each, with its quote."""
    lines = [{"product": code} for code in codes or (OFFICE,)]
    drafted = api.post("/orders", {"account_id": customer, "lines": lines} | order)
    identity: str = done(drafted)["id"]
    done(api.post(f"/orders/{identity}/quote"))
    return identity


def bought(api: Api, customer: str, *codes: str, **order: Any) -> Json:
    """The first asset of an order that was executed and provisioned."""
    identity = quoted(api, customer, *codes, **order)
    assets = done(api.post(f"/orders/{identity}/execute?wait=10"))["items"]
    asset: Json = assets[0]
    return asset


def failed(api: Api, customer: str) -> Json:
    """An asset whose purchase Microsoft refused."""
    api.simulator.fault("refusal")
    asset = bought(api, customer)
    assert asset["sync_status"] == "failed"
    return asset


def new_key() -> str:
    return str(uuid4())
