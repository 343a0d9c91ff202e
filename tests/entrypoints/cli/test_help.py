"""Help that a new user understands."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command

from entrypoints.cli.main import app
from tests.entrypoints.cli.terminal import Terminal


def _commands(group: TyperGroup, *path: str) -> Iterator[tuple[str, ...]]:
    context: Any = typer.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, TyperGroup):
            yield from _commands(command, *path, name)
        else:
            yield (*path, name)


def _every_command() -> list[tuple[str, ...]]:
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    return list(_commands(root))


@pytest.mark.parametrize("words", _every_command(), ids=" ".join)
def test_every_command_explains_itself_with_an_example(words: tuple[str, ...]) -> None:
    explained = Terminal()(*words, "--help")
    assert explained.status == 0
    assert f"Example: perpetua {' '.join(words)}" in " ".join(explained.out.split())


def test_the_first_page_groups_commands_by_what_people_do() -> None:
    page = Terminal()("--help").out
    panels = ("Try it", "Set up", "─ Sell", "Look after licences", "Operate and audit")
    places = [page.index(panel) for panel in panels]
    assert places == sorted(places)


@pytest.mark.parametrize("words", [("asset", "lsit"), ("asset", "list", "--limit", "0"), ("x",)])
def test_wrong_usage_exits_2_and_points_to_the_help(words: tuple[str, ...]) -> None:
    wrong = Terminal()(*words)
    assert (wrong.status, wrong.out) == (2, "")
    assert "--help" in wrong.err


def test_the_first_page_waits_for_no_database_or_web_library() -> None:
    probe = (
        "import sys, entrypoints.cli.main;"
        "print([name for name in ('sqlalchemy', 'pydantic', 'eventsourcing', 'httpx', 'uvicorn')"
        " if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
