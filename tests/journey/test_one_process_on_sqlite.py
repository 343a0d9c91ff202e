"""On one SQLite file one process serves or works; short commands may write beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen

import httpx
import pytest

from tests.journey.program import Program, kill_group

HOLDERS = {"serve": ("serve", "--port", "0"), "worker": ("worker",)}
REFUSED = HOLDERS | {"follower": ("projection", "follow")}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("embedded") / "data")
    program.run("db", "upgrade")
    return program


@contextmanager
def serving(program: Program) -> Iterator[tuple[Popen[str], str]]:
    """The process, and where its API is."""
    with program.running(*HOLDERS["serve"]) as process:
        assert process.stdout
        yield process, process.stdout.readline().split()[1]


@pytest.mark.parametrize("second", REFUSED.values(), ids=REFUSED)
def test_a_second_process_on_the_file_is_refused_clearly(
    second: tuple[str, ...], program: Program
) -> None:
    with serving(program) as (_, address):
        refused = program.refusal(*second)
        assert "Another serve or worker runs on" in refused
        assert "use PostgreSQL" in refused
        assert "Traceback" not in refused
        assert httpx.get(f"{address}/organisation").status_code in (200, 404)


def test_short_commands_write_beside_the_one_that_serves(program: Program) -> None:
    with serving(program) as (_, address):
        program.run("organisation", "edit", "--name", "Beside", "--currency", "EUR")
        answer = httpx.get(f"{address}/organisation").raise_for_status().json()
        assert answer["name"] == "Beside"


def test_after_a_kill_the_next_one_starts(program: Program) -> None:
    with serving(program) as (killed, _):
        kill_group(killed)
        with serving(program) as (_, address):
            live = address.replace("/api/v1", "/health/live")
            assert httpx.get(live).json()["ok"]
