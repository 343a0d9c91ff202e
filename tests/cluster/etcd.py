"""etcd, where the nodes agree on their leader: the program of the distribution."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress

import httpx

from tests.cluster.ground import CannotRun, Ground
from tests.journey.program import eventually
from tests.support.postgres import free_port

INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends", "etcd-server"]


def etcd_program(tell: Callable[[str], None]) -> str:
    """The path of etcd; as root on Debian and Ubuntu it is installed when missing.

    Raises:
        CannotRun: there is none; the message says how to get it.
    """
    found = shutil.which("etcd")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        tell(" ".join(INSTALL))
        subprocess.run(INSTALL, capture_output=True, check=False)
        found = shutil.which("etcd")
    if found is None:
        raise CannotRun("There is no etcd here. Debian, Ubuntu: sudo apt-get install etcd-server")
    return found


def start_etcd(ground: Ground, program: str) -> str:
    """HOST:PORT of a running etcd. One is enough: it is not what dies here.

    Raises:
        CannotRun: it does not answer.
    """
    place, peers = (f"127.0.0.1:{free_port()}" for _ in range(2))
    process = ground.start(
        "etcd",
        program,
        f"--data-dir={ground.room('etcd')}",
        f"--listen-client-urls=http://{place}",
        f"--advertise-client-urls=http://{place}",
        f"--listen-peer-urls=http://{peers}",
        f"--initial-advertise-peer-urls=http://{peers}",
        f"--initial-cluster=default=http://{peers}",
    )
    if eventually(lambda: process.poll() is not None or _is_well(place)) and _is_well(place):
        return place
    raise CannotRun(f"etcd does not start:\n{ground.last_words()}")


def _is_well(place: str) -> bool:
    with suppress(httpx.TransportError):
        return bool(httpx.get(f"http://{place}/health").json()["health"] == "true")
    return False
