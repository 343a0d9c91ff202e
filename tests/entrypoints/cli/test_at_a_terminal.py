"""A person at a terminal is asked before money is spent (S29, S51)."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from entrypoints.cli.main import app
from tests.entrypoints.cli.cast import OFFICE, Fault, Furnished
from tests.entrypoints.cli.terminal import Answer, Terminal

Typed = Callable[..., Answer]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Typed]:
    """Runs a command with a terminal as stdin, at which one answer is typed."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)

        def run(answer: str, *words: str) -> Answer:
            os.write(ours, f"{answer}\n".encode())
            with pytest.raises(SystemExit) as ended:
                app(words, prog_name="perpetua")
            return Answer(int(str(ended.value.code)), *capsys.readouterr())

        yield run
    os.close(ours)


def test_a_no_executes_nothing(perpetua: Terminal, typed: Typed) -> None:
    order = perpetua.quoted("Contoso", OFFICE)
    before = perpetua.events()
    answer = typed("n", "order", "execute", order)
    assert answer.status == 1
    assert "469.75 EUR" in answer.out
    assert "Execute it? Microsoft sells the licences at once." in answer.err
    assert "Nothing was executed, and nothing bought." in answer.out
    assert perpetua.events() == before


def test_reprovisioning_asks_and_a_no_is_remembered(
    perpetua: Terminal, fault: Fault, typed: Typed
) -> None:
    """S29, S31."""
    fault("refusal", code="800070", status=400)
    order = perpetua.quoted("Contoso", OFFICE)
    failed = perpetua("order", "execute", order, "--yes", "--json").json["assets"][0]["asset_id"]
    answer = typed("n", "asset", "reprovision", failed)
    assert answer.status == 0
    assert "Continuing buys a new licence at Microsoft" in answer.out
    assert "nothing changed; the history knows that it was asked." in answer.out
    last = perpetua.ask("asset", "history", failed)["items"][-1]
    assert last["kind"] == "asset.reprovision-declined.v1"


def test_cancelling_says_what_happens_and_a_no_changes_nothing(
    perpetua: Terminal, furnished: Furnished, typed: Typed
) -> None:
    """D30."""
    before = perpetua.events()
    answer = typed("n", "asset", "cancel", furnished.asset, "--reason", "bought by mistake")
    assert answer.status == 1
    words = " ".join(answer.out.split())
    assert "the keys are revoked, and 469.75 EUR are credited" in words
    assert "Cancel it? This cannot be undone." in answer.err
    assert "Nothing was asked for, and nothing changed." in words
    assert perpetua.events() == before


def test_many_are_bought_again_after_one_question_with_the_total(
    perpetua: Terminal, fault: Fault, typed: Typed
) -> None:
    """B12, S29."""
    fault("refusal", code="800070", status=400, count=2)
    for _ in range(2):
        perpetua("order", "execute", perpetua.quoted("Contoso", OFFICE), "--yes")
    answer = typed("n", "asset", "reprovision", "--all-failed")
    assert answer.status == 1
    words = " ".join(answer.out.split())
    assert "Continuing buys 2 of 2 again at Microsoft, for " in words
    assert "Buy all of them that are not refused?" in answer.err
    assert "Nothing was bought." in words


def test_a_yes_applies_the_previewed_catalogue_with_a_bar_and_colours(
    perpetua: Terminal,
) -> None:
    """S51."""
    status, screen = _on_a_screen("y", "catalogue", "sync", "main")
    assert status == 0
    assert "Apply this to the catalogue?" in screen
    assert "The catalogue is up to date" in screen
    assert "\x1b[" in screen
    assert "(0 of 2)" not in screen


def _on_a_screen(answer: str, *words: str) -> tuple[int, str]:
    """Exit status and screen of the program, all of whose streams are one terminal."""
    program = [sys.executable, "-c", "from entrypoints.cli.main import main; main()", *words]
    ours, theirs = pty.openpty()
    with subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        screen = _everything_from(ours)
    os.close(ours)
    return process.returncode, screen


def _everything_from(screen: int) -> str:
    shown = b""
    try:
        while part := os.read(screen, 4096):
            shown += part
    except OSError:  # the program is gone, and its terminal with it
        pass
    return shown.decode()
