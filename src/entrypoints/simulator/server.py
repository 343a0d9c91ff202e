"""The simulator as a program: one loopback port over one state file, plain or behind TLS."""

import ipaddress
import signal
import socket
import sys
from contextlib import closing
from pathlib import Path
from types import FrameType

import uvicorn

from entrypoints.simulator.hosts.front import Simulator
from entrypoints.simulator.tls import Certified, certify
from entrypoints.simulator.webhooks.postman import Postman
from entrypoints.simulator.wire.connection import CuttableProtocol
from entrypoints.simulator.world import open_world

IDLE_SECONDS = 120


class NotLoopback(Exception):
    """The simulator hands out licences to anybody, so only this machine may reach it."""


class AnnouncingServer(uvicorn.Server):
    """Tells its address first, then, behind TLS, the file with the root to trust."""

    def __init__(self, config: uvicorn.Config, *, root: Path | None) -> None:
        super().__init__(config)
        self._root = root

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or []:
            address = _address(listening, secure=self._root is not None)
            sys.stdout.write(f"Partner Center simulator on {address}\n")
        if self._root:
            sys.stdout.write(f"Trust the root certificate {self._root}\n")
        sys.stdout.flush()


def serve(host: str, port: int, seed: int, state: Path, *, tls: bool = False) -> None:
    """Blocks until SIGTERM or SIGINT; the TLS files are beside the state.

    Raises NotLoopback, SeedDiffers, OSError, sqlite3.Error.
    """
    with _tcp_socket(address := _loopback(host)) as listening:
        listening.bind((address, port))
        with closing(open_world(state, seed=seed)) as world:
            certified = certify(state.with_name(f"{state.name}.tls")) if tls else None
            root = certified.root if certified else None
            server = AnnouncingServer(_config(simulator := Simulator(world), certified), root=root)
            _stop_on_signals(server)
            with Postman(simulator):
                server.run(sockets=[listening])


def _config(app: Simulator, certified: Certified | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=CuttableProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=1,
        ssl_certfile=certified.chain if certified else None,
        ssl_keyfile=certified.key if certified else None,
    )


def _loopback(host: str) -> str:
    address = "127.0.0.1" if host == "localhost" else host
    try:
        if ipaddress.ip_address(address).is_loopback:
            return address
    except ValueError:
        pass
    raise NotLoopback(f"{host} is not a loopback address")


def _tcp_socket(address: str) -> socket.socket:
    """asyncio switches Nagle's delay of 40 ms off only where the protocol is named."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    unbound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    unbound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return unbound


def _address(listening: socket.socket, *, secure: bool) -> str:
    host, port = listening.getsockname()[:2]
    scheme = "https" if secure else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _stop_on_signals(server: uvicorn.Server) -> None:
    """uvicorn raises the signal once more when it is down: that one then ends nothing abruptly."""

    def stop(signum: int, frame: FrameType | None) -> None:
        server.should_exit = True

    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, stop)
