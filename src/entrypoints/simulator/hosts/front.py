"""The one port: every call finds its host, and meets the fault that was ordered for it."""

import asyncio
from dataclasses import replace
from threading import Lock
from typing import Any, NamedTuple

from starlette.types import Receive, Scope, Send

from entrypoints.simulator.controls.pages import ROUTES as CONTROL_ROUTES
from entrypoints.simulator.hosts.commerce import COMMERCE
from entrypoints.simulator.hosts.graph import FILES, GRAPH
from entrypoints.simulator.hosts.host import Host
from entrypoints.simulator.hosts.rate import over_limit
from entrypoints.simulator.hosts.sheets import SHEETS
from entrypoints.simulator.hosts.struck import Struck
from entrypoints.simulator.login.pages import ROUTES as LOGIN_ROUTES
from entrypoints.simulator.login.pages import entra_error
from entrypoints.simulator.state.faults import Fault, on_the_wire
from entrypoints.simulator.webhooks import notices
from entrypoints.simulator.wire.answer import Answer, throttled
from entrypoints.simulator.wire.call import Call, read_call
from entrypoints.simulator.wire.connection import cut
from entrypoints.simulator.wire.refusal import Refusal
from entrypoints.simulator.world import World


def control_error(world: World, call: Call, refused: Refusal) -> Answer:
    return Answer(status=refused.status, document={"error": refused.description})


CONTROLS = Host(routes=CONTROL_ROUTES, refused=control_error)
LOGIN = Host(routes=LOGIN_ROUTES, refused=entra_error)


class Delivery(NamedTuple):
    """answer None: the connection is cut instead; the delay in seconds comes first."""

    answer: Answer | None
    delay_seconds: float = 0


class Simulator:
    """Each call is one transaction, committed before it is answered; also an ASGI application."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._one_at_a_time = Lock()

    def answer(self, call: Call) -> Delivery:
        """For callers inside this process: nothing sleeps, the delay is theirs to observe."""
        with self._one_at_a_time, self._world.store.transaction():
            return self._delivery(replace(call, own_request_id=self._world.ids.uuid()))

    def notices(self) -> list[dict[str, Any]]:
        """Those that still wait to be delivered."""
        with self._one_at_a_time:
            return notices.waiting(self._world)

    def note_attempt(self, notice_id: str, *, status: int | None) -> None:
        with self._one_at_a_time, self._world.store.transaction():
            notices.note_attempt(self._world, notice_id, status=status)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = await read_call(scope, receive)
        if call is None:
            return
        answer, delay_seconds = self.answer(call)
        await asyncio.sleep(delay_seconds)
        if answer is None:
            await cut(scope, receive)
        else:
            await answer.response()(scope, receive, send)

    def _delivery(self, call: Call) -> Delivery:
        host = _host_of(call.path)
        if host is CONTROLS:
            return Delivery(host.answer(self._world, call))
        if host is COMMERCE and (seconds := over_limit(self._world)):
            return self._noted(call, Delivery(throttled(seconds)))
        fault = self._world.faults.strike(call.method, call.path, wanted=on_the_wire)
        return self._noted(call, self._through(host, call, fault=fault), fault=fault)

    def _noted(self, call: Call, delivery: Delivery, *, fault: Fault | None = None) -> Delivery:
        if self._world.settings["log_calls"]:
            self._world.calls.note(
                call,
                status=delivery.answer.status if delivery.answer else None,
                fault=fault["fault"] if fault else None,
            )
        return delivery

    def _through(self, host: Host, call: Call, *, fault: Fault | None) -> Delivery:
        if fault is None:
            return Delivery(host.answer(self._world, call))
        struck = Struck(world=self._world, host=host, call=call, fault=fault)
        late = fault["seconds"] if fault["fault"] == "slow" else 0
        return Delivery(struck.outcome(), fault["delay_seconds"] + late)


def _host_of(path: str) -> Host:
    if path.startswith("/_simulator"):
        return CONTROLS
    if path.lower().startswith("/v1.0/reports/"):
        return GRAPH
    if path.lower().startswith("/v1.0/"):
        return SHEETS
    if path.startswith(("/blobs/", "/webhooks/certificates/")):
        return FILES
    signs_in = "/oauth2/" in path.lower() or "/.well-known/" in path.lower()
    return LOGIN if signs_in else COMMERCE
