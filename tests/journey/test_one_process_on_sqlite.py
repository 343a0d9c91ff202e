"""On one SQLite file one process serves or works; short commands may write beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

import httpx
import pytest

from tests.journey.program import Program, kill_group
from tests.support.serving import api_of

HOLDERS = {"serve": ("serve", "--port", "0"), "worker": ("worker",)}
REFUSED = HOLDERS | {"follower": ("projection", "follow")}


@contextmanager
def serving(program: Program) -> Iterator[tuple[Popen[str], str]]:
    """The process, and where its API is."""
    with program.running(*HOLDERS["serve"]) as process:
        yield process, api_of(process)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Program, str]]:
    """A program on whose file a process serves, and where."""
    program = Program(tmp_path_factory.mktemp("embedded") / "data")
    program.run("db", "upgrade")
    with serving(program) as (_, address):
        yield program, address


@pytest.mark.parametrize("second", REFUSED.values(), ids=REFUSED)
def test_a_second_process_on_the_file_is_refused_clearly(
    second: tuple[str, ...], served: tuple[Program, str]
) -> None:
    program, address = served
    refused = program.refusal(*second)
    assert "Another serve or worker runs on" in refused
    assert "use PostgreSQL" in refused
    assert "Traceback" not in refused
    assert httpx.get(address.replace("/api/v1", "/health/live")).json()["ok"]


def test_short_commands_write_beside_the_one_that_serves(served: tuple[Program, str]) -> None:
    program, address = served
    program.run("organisation", "edit", "--name", "Beside", "--currency", "EUR")
    answer = httpx.get(f"{address}/organisation").raise_for_status().json()
    assert answer["name"] == "Beside"


def test_after_a_kill_the_next_one_starts(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    program.run("db", "upgrade")
    with serving(program) as (killed, _):
        kill_group(killed)
        with serving(program) as (_, address):
            assert httpx.get(address.replace("/api/v1", "/health/live")).json()["ok"]
