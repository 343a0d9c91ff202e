"""The programs of a distributor on a cluster, each started once: servers, worker, follower."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings
from tests.cluster.ground import CannotRun
from tests.cluster.purchases import Purchases
from tests.journey.furnishing import furnished
from tests.journey.program import PERPETUA, Program, kill_group

PROCESSES = {
    "server1": ("serve", "--port", "0"),
    "server2": ("serve", "--port", "0"),
    "worker": ("worker",),
    "follower": ("projection", "follow"),
}
PATIENCE = 60.0


@dataclass(frozen=True)
class Running:
    """A process that writes what it says to a file, which never fills up as a pipe does."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def address(self) -> str:
        """Of its API.

        Raises:
            CannotRun: it ended, or tells none in time.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            for line in self.log.read_text().splitlines():
                if line.startswith("API "):
                    return line.split()[1]
            time.sleep(0.1)
        raise CannotRun(f"{self.name} does not start:\n{self.log.read_text()}")


@dataclass(frozen=True)
class Company:
    program: Program
    processes: list[Running]
    addresses: list[str]
    purchases: Purchases

    def unready(self) -> list[str]:
        """What does not work, by process: empty when nobody ended and every server is ready."""
        ended = [each.name for each in self.processes if each.process.poll() is not None]
        return [f"{name} ended" for name in ended] + [
            f"{address} is not ready: {answer}"
            for address in self.addresses
            if (answer := _not_ready(address))
        ]

    def last_words(self, lines: int = 30) -> str:
        return "\n".join(
            f"--- {each.name}\n" + "\n".join(each.log.read_text().splitlines()[-lines:])
            for each in self.processes
        )


@contextmanager
def company(folder: Path, settings: dict[str, str]) -> Iterator[Company]:
    """Everything runs, and sells for euros; Microsoft is the simulator."""
    folder.mkdir()
    program = Program(folder / "data", settings)
    with ExitStack() as stack:
        directed = stack.enter_context(simulator_for(Settings(data_dir=program.data_dir)))
        program.run("db", "upgrade")
        processes = [stack.enter_context(_running(program, *each)) for each in PROCESSES.items()]
        addresses = [each.address() for each in processes if "serve" in PROCESSES[each.name]]
        controls = f"{directed.partner_center_url}/_simulator"
        api = stack.enter_context(httpx.Client(base_url=addresses[0], timeout=60))
        microsoft = stack.enter_context(httpx.Client(base_url=controls, timeout=60))
        customer, *_ = furnished(api)
        yield Company(program, processes, addresses, Purchases(api, microsoft, customer))


@contextmanager
def _running(program: Program, name: str, arguments: tuple[str, ...]) -> Iterator[Running]:
    started = _started(program, name, *arguments)
    try:
        yield started
    finally:
        kill_group(started.process)


def _started(program: Program, name: str, *arguments: str) -> Running:
    log = program.data_dir.parent / f"{name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [PERPETUA, *arguments],
            env=program.environment,
            cwd=program.data_dir.parent,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Running(name, process, log)


def _not_ready(address: str) -> Any:
    """Why a server is not ready; None when it is."""
    try:
        answer = httpx.get(f"{address.removesuffix('/api/v1')}/health/ready", timeout=10)
    except httpx.TransportError as fault:
        return repr(fault)
    return None if answer.is_success else answer.text
