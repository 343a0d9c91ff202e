"""The simulator behind httpx, in this process and without a socket."""

from __future__ import annotations

from typing import Any

import httpx

from entrypoints.simulator.hosts.front import Simulator
from entrypoints.simulator.wire.call import Call


class SimulatorTransport(httpx.BaseTransport):
    """Nothing sleeps: an answer later than the read timeout is httpx.ReadTimeout at once.

    A cut connection is httpx.ReadError; as on a socket, only Microsoft knows what was processed.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        call = Call.made(
            request.method, str(request.url), headers=request.headers, body=request.read()
        )
        answer, delay_seconds = self._simulator.answer(call)
        patience = _read_timeout(request)
        if patience is not None and delay_seconds > patience:
            raise httpx.ReadTimeout("the simulator answers too late", request=request)
        if answer is None:
            raise httpx.ReadError("the simulator cut the connection", request=request)
        return httpx.Response(answer.status, headers=answer.all_headers, content=answer.body)


def _read_timeout(request: httpx.Request) -> float | None:
    timeouts: dict[str, Any] = request.extensions.get("timeout", {})
    seconds: float | None = timeouts.get("read")
    return seconds
