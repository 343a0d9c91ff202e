"""A partner that calls the simulator, in this process or over a socket."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from entrypoints.simulator.hosts.front import Simulator
from entrypoints.simulator.world import open_world
from tests.support.simulator_transport import SimulatorTransport

COMMERCE = "https://api.partnercenter.microsoft.com"
GRAPH = "https://graph.microsoft.com"
SHEETS = "https://api.partner.microsoft.com"
HELLENIC = "c0ffee00-0000-4000-8000-000000000001"
NORDLICHT = "c0ffee00-0000-4000-8000-000000000002"
CONTOSO = "c0ffee00-0000-4000-8000-000000000003"
AEGEAN = "c0ffee00-0000-4000-8000-000000000004"
FOURTH_COFFEE = "c0ffee00-0000-4000-8000-000000000005"
ACME = "c0ffee00-0000-4000-8000-000000000006"
TAILSPIN = "c0ffee00-0000-4000-8000-000000000008"
SERVER = "DG7GMGF0D5RK/skus/0002"
CREDENTIALS = {
    "client_id": "5f1c2a30-0000-4000-8000-00000000c11e",
    "client_secret": "simulator-secret",
    "refresh_token": "simulator-refresh-token",
}
Document = dict[str, Any]


def _audience(path: str) -> str:
    if "/v1.0/reports/" in path:
        return GRAPH
    return SHEETS if path.startswith("/v1.0/") else COMMERCE


class Partner:
    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self._tokens: dict[str, str] = {}

    def token(self, audience: str = COMMERCE, *, grant: str = "refresh_token") -> str:
        form = CREDENTIALS | {"grant_type": grant, "resource": audience}
        answer = self.http.post("/tenant/oauth2/token", data=form)
        return str(answer.json()["access_token"])

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """With a commerce token of app and user, unless another one is given."""
        audience = _audience(path)
        if audience not in self._tokens:
            self._tokens[audience] = self.token(audience)
        headers = {"Authorization": f"Bearer {self._tokens[audience]}"}
        headers |= options.pop("headers", {})
        return self.http.request(method, path, headers=headers, **options)

    def get(self, path: str, **query: str) -> Any:
        answer = self.call("GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def control(self, method: str, path: str, body: Document | None = None) -> Any:
        answer = self.http.request(method, f"/_simulator{path}", json=body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def item(self, customer: str, sku: str = SERVER, segment: str = "commercial") -> str:
        """The catalogItemId of today for a customer."""
        path = f"/v1/customers/{customer}/products/{sku}/availabilities"
        listed = self.get(path, targetSegment=segment)["items"]
        return str(listed[0]["catalogItemId"])

    def send_cart(
        self, customer: str, *lines: Document, cart_id: str | None = None
    ) -> httpx.Response:
        path = f"/v1/customers/{customer}/carts"
        body = {"lineItems": [{"id": number} | line for number, line in enumerate(lines)]}
        if cart_id:
            return self.call("PUT", f"{path}/{cart_id}", json=body)
        return self.call("POST", path, json=body)

    def open_cart(self, customer: str, **line: Any) -> str:
        """One line, of one licence of Windows Server unless said otherwise; gives the cart's id."""
        wanted = {"quantity": 1, "billingCycle": "one_time"} | line
        if "catalogItemId" not in wanted:
            wanted["catalogItemId"] = self.item(customer)
        answer = self.send_cart(customer, wanted)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def check_out(self, customer: str, cart_id: str, **options: Any) -> httpx.Response:
        path = f"/v1/customers/{customer}/carts/{cart_id}/checkout"
        return self.call("POST", path, **options)

    def buy(self, customer: str = CONTOSO, **line: Any) -> Document:
        """The order of a cart with one line."""
        answer = self.check_out(customer, self.open_cart(customer, **line))
        assert answer.status_code == 201, answer.text
        order: Document = answer.json()["orders"][0]
        return order

    def order(self, order: Document, **query: str) -> Document:
        """The same order as it reads now."""
        path = f"/v1/customers/{order['referenceCustomerId']}/orders/{order['id']}"
        read: Document = self.get(path, **query)
        return read

    def wait(self, seconds: float) -> None:
        """Simulator time passes, for tokens too."""
        self._tokens.clear()
        self.control("POST", "/clock", {"advance_seconds": seconds})

    def settings(self, **changes: Any) -> None:
        self.control("PATCH", "/settings", changes)

    def fault(self, name: str, **options: Any) -> None:
        self.control("POST", "/faults", {"fault": name} | options)

    def markets(self) -> list[str]:
        countries: list[str] = self.control("GET", "")["markets"]
        return countries

    def bought(self) -> list[Document]:
        """Every order line there is in truth."""
        lines: list[Document] = self.control("GET", "/orders")["items"]
        return lines


@contextmanager
def partner_of(state: Path, seed: int = 7) -> Iterator[Partner]:
    """A simulator inside this process, on a state file."""
    world = open_world(state, seed=seed)
    try:
        transport = SimulatorTransport(Simulator(world))
        with httpx.Client(transport=transport, base_url="http://sim") as http:
            yield Partner(http)
    finally:
        world.close()
