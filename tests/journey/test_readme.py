"""Every command of the README works on the demo's data."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.journey.program import Program

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
AN_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
TARGETS = (
    *("demo", "test", "serve", "check", "bench", "simulate"),
    *("kill-workers", "restart-server", "test-cluster", "help"),
)
NEW = {"order draft": "ORDER", "reconcile run": "RUN"}
"""Commands that make something, and the word by which the README names it afterwards."""
STATUS = {"doctor": 1}
"""Of commands that find something: the doctor sees the asset that the demo leaves failed."""


def test_the_readme_names_commands() -> None:
    assert len(COMMANDS) >= 15


def test_the_commands_of_the_readme_run_in_their_order(program: Program, told: Any) -> None:
    """Beside `make serve`, as the README says."""
    named = {"ASSET": told["assets"]["items"][0]["id"]}
    with served(program):
        for command in COMMANDS:
            name, *arguments = shlex.split(command)
            assert name == "perpetua"
            expected = STATUS.get(arguments[0], 0)
            said = program.run(*(named.get(word, word) for word in arguments), expect=expected)
            if made := NEW.get(" ".join(arguments[:2])):
                named[made] = re.findall(AN_ID, said)[0]


@pytest.mark.parametrize("target", TARGETS)
def test_the_readme_and_make_know_the_same_targets(target: str) -> None:
    assert f"make {target}" in README
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0


def test_links_of_the_readme_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / link).exists(), link


def test_serve_runs_api_worker_and_simulator_on_the_demos_data(program: Program) -> None:
    """The command behind `make serve`; S8 over HTTP."""
    with served(program) as url:
        listed = httpx.get(f"{url}/api/v1/assets").json()
        assert len(listed["items"]) >= 4
        document = httpx.get(f"{url}/openapi.json").json()
        assert "/api/v1/assets" in document["paths"]
        assert httpx.get(f"{url}/docs").status_code == 200
        program.run("worker", expect=1)


@contextmanager
def served(program: Program) -> Iterator[str]:
    """`make serve` on a free port; the address that it prints."""
    with program.running("serve", "--simulator", "--port", "0") as server:
        assert server.stdout
        said = "".join(server.stdout.readline() for _ in range(3))
        url = re.search(r"(http://127\.0\.0\.1:\d+)/api/v1", said)
        assert url, said
        yield url[1]
