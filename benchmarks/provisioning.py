"""P9: an asset is provisioned at the simulator, against the same calls by a bare client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import httpx

from application.accounts.open_account import OpenAccount
from application.bus import Origin
from application.catalogue.sync_services import SyncServices
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.messages import Command
from application.ordering.draft_order import DraftLine, DraftOrder
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.organisation.edit_organisation import EditOrganisation
from application.principal import Principal, Role
from benchmarks.durable import Durable, durable
from benchmarks.harness import Contest, Disagreement, measured
from benchmarks.section import Section, Sizes
from core.accounts.account import AccountKind
from core.ids import InstanceId
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.demo.people import NORDLICHT_TENANT, PARTNER_TENANT
from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings

OPERATOR = Principal(Role.OPERATOR, "benchmark")
PRODUCT, SKU, SEGMENT = "DG7GMGF0DWTL", "0001", "SEG0001"
MORE = 4
"""Assets beside those that are timed: to warm up, and to see that all is as it should be."""
_HEADERS = {
    "Accept": "application/json",
    "X-Locale": "en-US",
    "MS-PartnerCenter-Application": "Perpetua",
}
_PRICED = {"include_price": "true"}
_AT_WILL = 1_000_000
"""Calls a minute: the gate is asked, and lets everybody through."""


@dataclass(frozen=True)
class Bare:
    """The same calls without a ledger, an asset or a look at the answers."""

    http: httpx.Client
    token: str

    def buy(self) -> str:
        """The state of the order that was bought."""
        customer = f"/v1/customers/{NORDLICHT_TENANT}"
        listed = f"{customer}/products/{PRODUCT}/skus/{SKU}/availabilities"
        offers = self._asked("GET", listed, params={"targetSegment": "commercial"})
        item = next(each for each in offers["items"] if each["country"] == "DE")
        line = {
            "id": 0,
            "catalogItemId": item["catalogItemId"],
            "quantity": 1,
            "friendlyName": f"P9 {uuid4().hex}",
            "billingCycle": "one_time",
        }
        cart = self._asked("POST", f"{customer}/carts", json={"lineItems": [line]})["id"]
        self._asked("GET", f"{customer}/carts/{cart}")
        [order] = self._asked("POST", f"{customer}/carts/{cart}/checkout")["orders"]
        bought = self._asked("GET", f"{customer}/orders/{order['id']}", params=_PRICED)
        return str(bought["status"])

    def _asked(self, method: str, path: str, **parts: Any) -> Any:
        named = {
            "Authorization": f"Bearer {self.token}",
            "MS-RequestId": str(uuid4()),
            "MS-CorrelationId": str(uuid4()),
        }
        answer = self.http.request(method, path, headers=named, **parts).raise_for_status()
        answer.encoding = "utf-8-sig"
        return answer.json()


@dataclass(frozen=True)
class Scene:
    """A shop with assets that wait, beside the simulator."""

    app: App
    microsoft: httpx.Client
    bare: Bare
    durable: Durable
    waiting: Iterator[UUID]

    def contest(self) -> Contest:
        """
        Raises:
            Disagreement: the bare client does not make the calls that we make.
        """
        self._require_the_same_calls()
        parts = {"durable writes alone": self.durable.store}
        return Contest(floor=self.bare.buy, contenders={"ours": self.provision}, parts=parts)

    def provision(self) -> str:
        """The state of the next asset."""
        [standing] = self.app.provisioning.provision([next(self.waiting)], channel="worker")
        return standing.sync_state

    def _require_the_same_calls(self) -> None:
        for buy in (self.bare.buy, self.provision):  # connections and tokens are there then
            buy()
        calls = [self._calls_of(buy) for buy in (self.bare.buy, self.provision)]
        if calls[0] != calls[1] or self.provision() != "synchronized":
            raise Disagreement(f"the calls differ: {calls}")

    def _calls_of(self, buy: Any) -> list[tuple[str, str, str]]:
        """Methods, paths and queries, with what is in them but not which."""
        self.microsoft.delete("calls").raise_for_status()
        buy()
        made = self.microsoft.get("calls").raise_for_status().json()["items"]
        return [(each["method"], _kind(each["path"]), str(each["query"])) for each in made]


def section(sizes: Sizes) -> Section:
    title, purchases = "P9 provision an asset at the simulator", sizes.purchases
    with TemporaryDirectory() as folder, scene(Path(folder) / "data", purchases + MORE) as made:
        return Section(title, measured(made.contest(), runs=purchases))


@contextmanager
def scene(folder: Path, assets: int) -> Iterator[Scene]:
    """SQLite as an installation has it; the simulator is a process of its own."""
    settings = Settings(data_dir=folder, calls_per_minute=_AT_WILL)
    with ExitStack() as stack:
        directed = stack.enter_context(simulator_for(settings))
        upgrade_schema(directed)
        with bootstrap(directed) as shop:
            sold = _sold(shop, assets)
        app = stack.enter_context(bootstrap(directed))  # with fresh connections, as the bare one
        url = directed.partner_center_url
        microsoft = stack.enter_context(httpx.Client(base_url=f"{url}/_simulator"))
        at_once = {"completion_seconds": 0}
        microsoft.patch("settings", json=at_once).raise_for_status()
        http = stack.enter_context(httpx.Client(base_url=url, headers=_HEADERS))
        bare = Bare(http, _token(http, directed))
        alone = stack.enter_context(durable(folder.with_name("durable")))
        yield Scene(app, microsoft, bare, alone, iter(sold))


def _sold(app: App, assets: int) -> tuple[UUID, ...]:
    instance = _instance(app)
    customer = OpenAccount(
        new_id=app.ids.new(),
        kind=AccountKind.CUSTOMER,
        name="Nordlicht",
        currency="EUR",
        country="DE",
        instance_id=InstanceId(instance),
        tenant_id=NORDLICHT_TENANT,
    )
    account = _send(app, customer)
    line = DraftLine(product=f"{PRODUCT}:{SKU}:{SEGMENT}", quantity=1)
    created: list[UUID] = []
    for _ in range(assets):
        draft = DraftOrder(new_id=app.ids.new(), account_id=account, lines=(line,))
        order = _send(app, draft)
        _send(app, QuoteOrder(order_id=order))
        created.extend(_send(app, ExecuteOrder(order_id=order)))
    return tuple(created)


def _instance(app: App) -> UUID:
    _send(app, EditOrganisation(name="Bench", currencies=("EUR",)))
    registered = RegisterInstance(
        name="main",
        partner_tenant=PARTNER_TENANT,
        countries=("DE",),
        publish_new_products=True,
    )
    instance: UUID = _send(app, registered)
    _send(app, EditInstance(instance_id=instance, currencies=("EUR",)))
    _send(app, SyncServices(instance_id=instance))
    return instance


def _send(app: App, command: Command[Any]) -> Any:
    return app.bus.send(command, Origin(OPERATOR, "cli"))


def _token(http: httpx.Client, settings: Settings) -> str:
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": settings.partner_center_refresh_token.get_secret_value(),
        "client_id": settings.partner_center_client_id,
        "client_secret": settings.partner_center_client_secret.get_secret_value(),
        "scope": "https://api.partnercenter.microsoft.com/.default",
    }
    answer = http.post(f"/{PARTNER_TENANT}/oauth2/v2.0/token", data=asked)
    return str(answer.raise_for_status().json()["access_token"])


def _kind(path: str) -> str:
    """The path without its query and without the cart or order that it names."""
    parts = path.partition("?")[0].split("/")
    for kind in ("carts", "orders"):
        if kind in parts[:-1]:
            parts[parts.index(kind) + 1] = kind
    return "/".join(parts)
