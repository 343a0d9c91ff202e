"""Typing commands at `perpetua`, in this process, and reading what it says."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from entrypoints.cli.main import app

PERPETUA = get_command(app)
"""The program as its script runs it, put together once."""


@dataclass(frozen=True)
class Answer:
    """Exit status and both streams of one command."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout, which holds one JSON value and nothing else."""
        return json.loads(self.out)

    @property
    def problem(self) -> Any:
        """stderr, which holds one problem and nothing else."""
        return json.loads(self.err)


class Terminal:
    """`perpetua(...)` runs a command; `ask(...)` wants JSON of a command that succeeds."""

    def __call__(self, *words: str) -> Answer:
        out, err = StringIO(), StringIO()
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            PERPETUA.main(args=words, prog_name="perpetua")
        return Answer(int(str(ended.value.code or 0)), out.getvalue(), err.getvalue())

    def ask(self, *words: str) -> Any:
        answer = self(*words, "--json")
        assert answer.status == 0, answer
        return answer.json

    def refused(self, *words: str) -> tuple[int, str]:
        """Exit status and code of a refusal, after which stdout is empty."""
        answer = self(*words, "--json")
        assert answer.out == "", answer
        problem = answer.problem
        assert sorted(problem) == ["advice", "code", "details", "message"]
        assert problem["message"]
        return answer.status, problem["code"]

    def events(self) -> int:
        """How many events the ledger holds, looked up behind the program's back."""
        file = Path(os.environ["PERPETUA_DATA_DIR"]) / "perpetua.sqlite"
        with closing(sqlite3.connect(file)) as connection:
            found: int = connection.execute("SELECT count(*) FROM stored_events").fetchone()[0]
        return found

    def quoted(self, customer: str, *lines: str) -> str:
        """The id of a new quoted order."""
        named = [word for line in lines for word in ("--line", line)]
        order: str = self.ask("order", "draft", "--customer", customer, *named)["id"]
        self.ask("order", "quote", order)
        return order

    def bought(self, customer: str, *lines: str) -> str:
        """The id of the first asset of a new executed order."""
        executed = self.ask("order", "execute", self.quoted(customer, *lines), "--yes")
        asset: str = executed["assets"][0]["asset_id"]
        return asset
