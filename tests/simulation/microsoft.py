"""Microsoft as a run meets it: the simulator in process, behind a network that loses and delays."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

from entrypoints.simulator.hosts.front import Simulator
from entrypoints.simulator.world import World
from tests.simulation.stage import Actor, Stage
from tests.simulation.troubles import TROUBLES, Trouble
from tests.support.simulator_transport import SimulatorTransport

NETWORK = "network"

_KINDS = (
    ("token", "POST", r"/oauth2/"),
    ("checkout", "POST", r"/carts/[^/]+/checkout$"),
    ("create-cart", "POST", r"/carts$"),
    ("renew-cart", "PUT", r"/carts/[^/]+$"),
    ("read-cart", "GET", r"/carts/[^/]+$"),
    ("list-orders", "GET", r"/orders$"),
    ("cancel-order", "PATCH", r"/orders/[^/]+$"),
    ("read-order", "GET", r"/orders/[^/]+$"),
    ("entitlements", "GET", r"/entitlements$"),
    ("write", "P", r""),
    ("read", "GET", r""),
)


def kind_of(method: str, path: str) -> str:
    """What a call is about, such as `checkout`."""
    return next(
        kind
        for kind, verb, pattern in _KINDS
        if method.startswith(verb) and re.search(pattern, path)
    )


class Mischief(Protocol):
    """Decides which call meets which trouble."""

    def on(self, kind: str) -> str | None:
        """The name of a trouble of that kind of call, or None."""
        ...

    def seconds(self, most: float) -> float:
        """How long a request is under way that Microsoft gets late."""
        ...


class NoMischief:
    def on(self, kind: str) -> str | None:
        return None

    def seconds(self, most: float) -> float:
        return most


@dataclass
class Microsoft:
    """`checked` is asked before Microsoft processes a checkout: by which right does it buy?"""

    world: World
    stage: Stage
    mischief: Mischief
    checked: Callable[[str], None]
    injected: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    """Carts whose checkout was refused for certain."""

    def __post_init__(self) -> None:
        self._wire = SimulatorTransport(Simulator(self.world))

    def transport(self) -> httpx.BaseTransport:
        """A process's own line."""
        return _Line(self)

    def processed(self, request: httpx.Request) -> httpx.Response:
        """Microsoft gets the request now, whoever still waits for the answer."""
        path = request.url.path
        if kind_of(request.method, path) == "checkout":
            self.checked(path.split("/")[-2])
        return self._wire.handle_request(request)

    def later(self, request: httpx.Request) -> None:
        """The request is still under way when its sender has given up."""

        def arrive(actor: Actor) -> None:
            self.processed(request)
            self.stage.say(f"Microsoft gets the late {request.method} {request.url.path}")

        request.read()
        self.stage.enter(NETWORK, arrive, after=self.mischief.seconds(500.0))

    def may_refuse(self, request: httpx.Request) -> bool:
        """Not the checkout of a cart that is ordered."""
        if kind_of(request.method, request.url.path) != "checkout":
            return True
        name = request.url.path.split("/")[-2]
        cart = self.world.store.find("cart", name.lower())
        if cart is None or cart["orders"]:
            return False
        self.refused.add(name)
        return True

    def orders(self) -> list[dict[str, Any]]:
        """Microsoft's own book: every order, whatever its API shows."""
        return self.world.store.all("order")


class _Line(httpx.BaseTransport):
    def __init__(self, microsoft: Microsoft) -> None:
        self._microsoft = microsoft

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        microsoft, stage = self._microsoft, self._microsoft.stage
        kind = kind_of(request.method, request.url.path)
        stage.point(f"call {kind}")
        met = microsoft.mischief.on(kind)
        if met:
            microsoft.injected[met] = microsoft.injected.get(met, 0) + 1
            stage.say(f"TROUBLE {met}")
        try:
            response = self._outcome(TROUBLES[met] if met else None, request)
        except httpx.RequestError as lost:
            stage.point(f"no answer to {kind}: {type(lost).__name__}")
            raise
        response.read()
        stage.point(f"answer to {kind}: {response.status_code}")
        return response

    def _outcome(self, trouble: Trouble | None, request: httpx.Request) -> httpx.Response:
        return trouble(self._microsoft, request) if trouble else self._microsoft.processed(request)
