"""A command while the database is away: a clear refusal, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.entrypoints.cli.terminal import Terminal
from tests.support.postgres import free_port


@pytest.mark.parametrize("words", [("organisation", "show"), ("db", "upgrade"), ("db", "check")])
def test_a_command_says_that_the_database_does_not_answer_and_what_to_do(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SPEC 6."""
    url = f"postgresql://perpetua@127.0.0.1:{free_port()}/perpetua"
    monkeypatch.setenv("PERPETUA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PERPETUA_DATABASE_URL", url)
    refused = Terminal()(*words)
    assert (refused.status, refused.out) == (3, "")
    happened, advice = refused.err.splitlines()
    assert happened.startswith("The database does not answer: connection")
    assert advice.startswith("Nothing that was stored is lost. Try again in a moment")
