"""SIGKILL of a run of Get Services Definition at any stage: all of it is applied, or nothing.

D22: one run per instance at a time; a run that died is ended by the next one.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from entrypoints.demo.people import PARTNER_TENANT
from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings
from tests.journey.distributor import OFFICE, VISIO
from tests.journey.program import Program, kill_group

LEASE = 1.0
"""Seconds after which a dead run no longer holds its instance."""
COUNTRIES = ("DE", "GR")
STAGES = ("Asking for DE", "Asking for GR", "Countries asked")
MOMENTS = (0.0, 0.1, 0.3)
"""Seconds behind the last question: deciding, keeping the sheets, saving, projecting."""


@dataclass
class Synced:
    """A program with a synced catalogue; every price that is moved is another one."""

    program: Program
    microsoft: httpx.Client
    moved: int = 0

    def move_two_prices(self) -> None:
        self.moved += 1
        for sku in (OFFICE, VISIO):
            moved = {"sku": sku, "market": "DE", "segment": "commercial"}
            amounts = {"unit_price": "1.00", "erp_price": f"{self.moved}.99"}
            self.microsoft.post("prices", json=moved | amounts).raise_for_status()

    def catalogue(self) -> list[Any]:
        listed: list[Any] = self.program.json("catalogue", "products", "--all")["items"]
        return listed

    def prices(self) -> set[str]:
        """The two moved prices as the catalogue has them."""
        codes = {f"{OFFICE}:SEG0001", f"{VISIO}:SEG0001"}
        mine = (each for each in self.catalogue() if each["code"] in codes)
        lists = (price for each in mine for price in each["market_prices"])
        return {price["erp"] for price in lists if price["country"] == "DE"}

    def states(self) -> list[str]:
        return [run["state"] for run in self.program.json("catalogue", "runs")["items"]]


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synced]:
    folder = tmp_path_factory.mktemp("runs") / "data"
    with prepared(Program(folder, {"PERPETUA_SYNC_LEASE": str(LEASE)})) as made:
        yield made


@contextmanager
def prepared(program: Program) -> Iterator[Synced]:
    """A distributor in two countries, set up and synced by its commands."""
    with simulator_for(Settings(data_dir=program.data_dir)) as settings:
        countries = [part for country in COUNTRIES for part in ("--country", country)]
        program.run("db", "upgrade")
        program.run("organisation", "edit", "--name", "Demo", "--currency", "EUR")
        program.run("instance", "create", "main", "--tenant", PARTNER_TENANT, *countries)
        program.run("instance", "edit", "main", "--currency", "EUR")
        program.run("catalogue", "sync", "main", "--yes")
        with httpx.Client(base_url=f"{settings.partner_center_url}/_simulator") as microsoft:
            yield Synced(program, microsoft)


@pytest.mark.parametrize(
    ("stage", "seconds"),
    [*((stage, 0.0) for stage in STAGES[:-1]), *((STAGES[-1], moment) for moment in MOMENTS)],
)
def test_a_killed_run_leaves_the_catalogue_whole_and_the_next_run_succeeds(
    synced: Synced, stage: str, seconds: float
) -> None:
    before = synced.catalogue()
    synced.move_two_prices()
    with synced.program.running("catalogue", "sync", "main", "--yes") as run:
        assert reached(run, stage)
        time.sleep(seconds)
        kill_group(run)
    left = synced.catalogue()
    assert left == before or synced.prices() == {f"{synced.moved}.99"}
    time.sleep(LEASE)
    synced.program.run("catalogue", "sync", "main", "--yes")
    assert synced.prices() == {f"{synced.moved}.99"}
    assert synced.states()[0] == "applied"
    assert synced.states()[1] in ("abandoned", "applied")


def reached(run: subprocess.Popen[str], stage: str) -> bool:
    assert run.stdout
    return any(line.startswith(stage) for line in run.stdout)


@pytest.fixture(params=["sqlite", "postgres"])
def two_processes(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Synced]:
    settings = {}
    if request.param == "postgres":
        settings["PERPETUA_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    with prepared(Program(tmp_path / "data", settings)) as made:
        yield made


def test_d22_of_two_processes_that_start_a_run_at_once_one_is_told_to_wait(
    two_processes: Synced,
) -> None:
    two_processes.microsoft.post(
        "faults", json={"fault": "slow", "method": "GET", "path": "*/products", "seconds": 3}
    ).raise_for_status()
    command = ("catalogue", "sync", "main", "--yes", "--json")
    with (
        two_processes.program.running(*command) as one,
        two_processes.program.running(*command) as other,
    ):
        answers = {run.wait(timeout=60): run.stdout for run in (one, other)}
        assert set(answers) == {0, 1}
        refused = answers[1]
        assert refused
        problem = json.loads(refused.read())
    assert problem["code"] == "sync_running"
    assert "Wait for it" in problem["advice"]
    assert two_processes.states() == ["applied", "applied"]


def test_d22_on_postgresql_too_a_killed_run_leaves_nothing_half_done(
    postgres_url: str, tmp_path: Path
) -> None:
    settings = {"PERPETUA_DATABASE_URL": postgres_url, "PERPETUA_SYNC_LEASE": str(LEASE)}
    with prepared(Program(tmp_path / "data", settings)) as synced:
        for seconds in MOMENTS[1:]:
            synced.move_two_prices()
            with synced.program.running("catalogue", "sync", "main", "--yes") as run:
                assert reached(run, STAGES[-1])
                time.sleep(seconds)
                kill_group(run)
            applied = synced.prices() == {f"{synced.moved}.99"}
            assert events_of_applied_runs(postgres_url) == synced.states().count("applied")
            assert applied == (synced.states()[0] == "applied")
            time.sleep(LEASE)
            synced.program.run("catalogue", "sync", "main", "--yes")


def events_of_applied_runs(url: str) -> int:
    query = "SELECT count(*) FROM stored_events WHERE topic LIKE 'sync-run.applied%'"
    with closing(psycopg.connect(url)) as database:
        row = database.execute(query).fetchone()
    assert row
    return int(row[0])
