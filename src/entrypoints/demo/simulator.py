"""The Partner Center simulator as a process of its own, and what the demo asks of it."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import httpx
from pydantic import SecretStr

from core.kernel.errors import Refused
from entrypoints.settings import SETTINGS_FILE, Settings

_CLIENT_ID = "5f1c2a30-0000-4000-8000-00000000c11e"
_SECRET = "simulator-secret"  # noqa: S105 - the simulator's own, printed in its help
_REFRESH_TOKEN = "simulator-refresh-token"  # noqa: S105 - likewise


class SimulatorDidNotStart(Refused):
    """The simulator ended before it listened; its own words say why."""

    code = "simulator_did_not_start"


@contextmanager
def simulator_for(settings: Settings) -> Iterator[Settings]:
    """Run the simulator on the data folder's state file, and settings that lead to it.

    They are written to the data folder first, so that every later command finds them.
    """
    directed = _directed(settings, _port(settings.simulator_port))
    directed.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(directed)
    process = _started(directed)
    try:
        yield directed
    finally:
        process.terminate()
        process.communicate(timeout=10)


class SimulatorControls:
    """What only a simulator has: faults, a clock, and purchases in Microsoft's portal."""

    def __init__(self, settings: Settings) -> None:
        self._http = httpx.Client(base_url=f"{settings.partner_center_url}/_simulator", timeout=10)

    def fault(self, name: str, **options: Any) -> None:
        self._post("faults", {"fault": name, **options})

    def advance(self, seconds: int) -> None:
        self._post("clock", {"advance_seconds": seconds})

    def behave(self, **settings: Any) -> None:
        """Standing behaviours, such as how long an export of invoice lines takes."""
        self._http.patch("settings", json=settings).raise_for_status()

    def buy_in_portal(self, purchase: Mapping[str, Any]) -> dict[str, Any]:
        """Somebody buys outside of Perpetua; returns Microsoft's order."""
        bought: dict[str, Any] = self._post("purchases", purchase)
        return bought

    def order_lines(self) -> list[dict[str, Any]]:
        """Every order line that exists at Microsoft."""
        answer: Any = self._http.get("orders").raise_for_status().json()
        lines: list[dict[str, Any]] = answer["items"] if isinstance(answer, dict) else answer
        return lines

    def close(self) -> None:
        self._http.close()

    def _post(self, control: str, body: Mapping[str, Any]) -> Any:
        return self._http.post(control, json=body).raise_for_status().json()


def _port(wanted: int | None) -> int:
    for port in (wanted or 0, 0):
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise SimulatorDidNotStart("No port of this machine is free.")


def _directed(settings: Settings, port: int) -> Settings:
    url = f"http://127.0.0.1:{port}"
    return settings.model_copy(
        update={
            "login_url": url,
            "partner_center_url": url,
            "partner_api_url": url,
            "graph_url": url,
            "partner_center_client_id": _CLIENT_ID,
            "partner_center_client_secret": SecretStr(_SECRET),
            "partner_center_refresh_token": SecretStr(_REFRESH_TOKEN),
            "simulator_port": port,
        }
    )


def _write(settings: Settings) -> None:
    kept = {
        "LOGIN_URL": settings.login_url,
        "PARTNER_CENTER_URL": settings.partner_center_url,
        "PARTNER_API_URL": settings.partner_api_url,
        "GRAPH_URL": settings.graph_url,
        "PARTNER_CENTER_CLIENT_ID": _CLIENT_ID,
        "PARTNER_CENTER_CLIENT_SECRET": _SECRET,
        "PARTNER_CENTER_REFRESH_TOKEN": _REFRESH_TOKEN,
        "SIMULATOR_PORT": settings.simulator_port,
        "SIMULATOR_SEED": settings.simulator_seed,
    }
    lines = "".join(f"PERPETUA_{name}={value}\n" for name, value in kept.items())
    file = settings.data_dir / SETTINGS_FILE
    file.touch(mode=0o600)  # people may write their own secrets there
    file.write_text(lines)


def _started(settings: Settings) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603 - our own program, our own arguments
        [
            *(sys.executable, "-m", "entrypoints.simulator", "serve"),
            *("--port", str(settings.simulator_port)),
            *("--seed", str(settings.simulator_seed)),
            *("--state", str(settings.simulator_state)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if process.stdout is None or not process.stdout.readline():
        _, said = process.communicate(timeout=10)
        raise SimulatorDidNotStart(f"The Partner Center simulator did not start: {said.strip()}")
    return process
