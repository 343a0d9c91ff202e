"""A newer release upgrades the database while the older one serves (ADR 0014)."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from uuid import uuid4

import httpx

from tests.infrastructure.database.next_release import REVISION
from tests.journey.program import Program
from tests.support.serving import api_of

ADDS = "ALTER TABLE idempotency_keys ADD COLUMN colour text"
"""To a table that every request with a key writes."""
ROOT = Path(__file__).parents[2]


def test_a_serving_process_answers_reads_and_commands_while_a_newer_one_upgrades(
    postgres_url: str, tmp_path: Path
) -> None:
    program = Program(tmp_path / "data", {"PERPETUA_DATABASE_URL": postgres_url})
    program.run("db", "upgrade")
    with program.running("serve", "--port", "0") as serving:
        address = api_of(serving)
        with httpx.Client(base_url=address, timeout=60) as api:
            named(api)
            traffic = Traffic(address)
            traffic.start()
            upgraded(program, tmp_path / "migrations")
            answered = traffic.ended()
            assert named(api) == 200
        assert serving.poll() is None
    assert len(answered) > 1
    assert set(answered) == {200}
    assert program.json("db", "check")["current"] == REVISION
    assert program.json("organisation", "show")["currencies"] == ["EUR"]


class Traffic(threading.Thread):
    """Commands and reads, one after the other, until it is ended."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._over = threading.Event()
        self._answered: list[int] = []

    def run(self) -> None:
        with httpx.Client(base_url=self._address, timeout=60) as api:
            while not self._over.is_set():
                self._answered += [named(api), api.get("organisation").status_code]

    def ended(self) -> list[int]:
        """The statuses of all answers."""
        self._over.set()
        self.join()
        return self._answered


def named(api: httpx.Client) -> int:
    """The status of a command that writes an event."""
    body = {"name": f"Demo {uuid4()}", "currencies": ["EUR"]}
    return api.patch(
        "organisation", json=body, headers={"Idempotency-Key": str(uuid4())}
    ).status_code


def upgraded(program: Program, folder: Path) -> None:
    module = "tests.infrastructure.database.next_release"
    command = [sys.executable, "-m", module, str(folder), ADDS, "db", "upgrade"]
    environment = {**program.environment, "PYTHONPATH": f"{ROOT}/src:{ROOT}"}
    subprocess.run(command, env=environment, cwd=ROOT, check=True, timeout=120)
