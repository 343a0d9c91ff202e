"""Three nodes of PostgreSQL under Patroni, on loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.cluster.ground import CannotRun, Ground
from tests.cluster.nodes import NODES, OWNER, PATIENCE, Cluster, Node
from tests.support.postgres import free_port

TTL = 20
"""Seconds after which a silent leader is no leader: the least that Patroni takes."""


@contextmanager
def patroni_cluster(ground: Ground, etcd: str, *, strict: bool) -> Iterator[Cluster]:
    """A whole cluster, killed at the end.

    Raises:
        CannotRun: it does not become whole.
    """
    cluster = Cluster([])
    scope = "strict" if strict else "asynchronous"
    try:
        for name in NODES:
            cluster.nodes.append(_start(ground, etcd, scope, name))
        _await_whole(cluster, ground, strict=strict)
        yield cluster
    finally:
        for node in cluster.nodes:
            node.kill()


def _await_whole(cluster: Cluster, ground: Ground, *, strict: bool) -> None:
    end = time.monotonic() + PATIENCE
    while not cluster.is_whole(strict=strict):
        ended = any(node.process.poll() is not None for node in cluster.nodes)
        if ended or time.monotonic() > end:
            raise CannotRun(f"The cluster does not start:\n{ground.last_words()}")
        time.sleep(0.3)


def _start(ground: Ground, etcd: str, scope: str, name: str) -> Node:
    port, control = free_port(), free_port()
    room = ground.room(f"{scope}-{name}")
    file = ground.folder / f"{scope}-{name}.yml"
    settings = {
        "scope": scope,
        "name": name,
        "etcd3": {"host": etcd},
        "restapi": _here(control),
        "bootstrap": {
            "dcs": _agreed(strict=scope == "strict"),
            "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, {"auth": "trust"}],
        },
        "postgresql": {
            **_here(port),
            "data_dir": str(room / "data"),
            "bin_dir": str(ground.binaries),
            "pgpass": str(room / "pgpass"),
            "authentication": {
                "superuser": {"username": OWNER},
                "replication": {"username": OWNER},
            },
            "pg_hba": [
                "host all all 127.0.0.1/32 trust",
                "host replication all 127.0.0.1/32 trust",
            ],
            "parameters": {"unix_socket_directories": ""},
        },
    }
    file.write_text(json.dumps(settings))  # which is YAML as well
    process = ground.python(f"{scope}-{name}", "patroni", str(file))
    return Node(name, port, control, room / "data", process)


def _here(port: int) -> dict[str, str]:
    return {"listen": f"127.0.0.1:{port}", "connect_address": f"127.0.0.1:{port}"}


def _agreed(*, strict: bool) -> dict[str, Any]:
    return {
        "ttl": TTL,
        "loop_wait": 5,
        "retry_timeout": 5,
        "maximum_lag_on_failover": 1 << 30,  # else the control would rather have no leader
        "synchronous_mode": strict,
        "synchronous_mode_strict": strict,
        "postgresql": {"parameters": {"max_connections": 200, "timezone": "UTC"}},
    }
