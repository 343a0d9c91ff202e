"""The nodes of a cluster: who leads, what freezes, what dies."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.cluster.ground import CannotRun, family, signal_all

NODES = ("node1", "node2", "node3")
OWNER = "perpetua"
PATIENCE = 120.0
"""Seconds for whatever the cluster has to do."""


@dataclass
class Node:
    name: str
    port: int
    control: int
    """Port of its Patroni's own API."""
    data: Path
    process: subprocess.Popen[bytes]

    def postmaster(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError):
            return None

    def kill(self) -> None:
        """SIGKILL for Patroni, PostgreSQL and all of its backends, at once."""
        postmaster = self.postmaster()
        doomed = [postmaster, *family(postmaster)] if postmaster else []
        signal_all([self.process.pid, *doomed], signal.SIGKILL)
        self.process.wait()


@dataclass
class Cluster:
    nodes: list[Node]

    def url(self, database: str) -> str:
        """The address of all nodes; whoever leads answers."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        options = "target_session_attrs=read-write&connect_timeout=3"
        return f"postgresql://{OWNER}@{hosts}/{database}?{options}"

    def create_database(self, name: str) -> str:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def leader(self) -> Node | None:
        """Who leads, as the living nodes say; None while nobody does."""
        names = [each["name"] for each in self._members() if each["role"] == "leader"]
        return next((node for node in self.nodes if node.name in names), None)

    def is_whole(self, *, strict: bool) -> bool:
        """A leader and two standbys that stream; one of them synchronous, if strictly so."""
        members = self._members()
        roles = [each["role"] for each in members]
        streaming = [each for each in members if each["state"] == "streaming"]
        wanted = "sync_standby" if strict else "replica"
        return "leader" in roles and wanted in roles and len(streaming) == len(NODES) - 1

    def freeze_replication(self, leader: Node) -> int:
        """Stop the leader's senders, as a cut cable would: what it commits now stays there."""
        with psycopg.connect(
            f"postgresql://{OWNER}@127.0.0.1:{leader.port}/postgres"
        ) as connection:
            senders = [pid for (pid,) in connection.execute("SELECT pid FROM pg_stat_replication")]
        signal_all(senders, signal.SIGSTOP)
        return len(senders)

    def await_leader_after(self, dead: Node) -> Node:
        """
        Raises:
            CannotRun: nobody took over in time.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = self.leader()
            if found and found is not dead:
                return found
            time.sleep(0.2)
        raise CannotRun("Nobody took over.")

    def _members(self) -> list[Any]:
        for node in self.nodes:
            if node.process.poll() is not None:
                continue
            try:
                answer = httpx.get(f"http://127.0.0.1:{node.control}/cluster", timeout=2)
                members: list[Any] = answer.json()["members"]
            except (httpx.TransportError, KeyError, ValueError):
                continue
            return members
        return []
