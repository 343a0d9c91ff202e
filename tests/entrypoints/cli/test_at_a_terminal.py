"""A person at a terminal is asked before money is spent (S29, S51)."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

from tests.entrypoints.cli.cast import OFFICE
from tests.entrypoints.cli.terminal import Terminal

PERPETUA = [sys.executable, "-c", "from entrypoints.cli.main import main; main()"]


def typed(answer: str, *words: str) -> tuple[int, str]:
    """Exit status and screen of a command at a terminal, with one answer typed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PERPETUA, *words], stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        screen = b""
        try:
            while part := os.read(ours, 4096):
                screen += part
        except OSError:  # the other end is closed: the command is done
            pass
    os.close(ours)
    return process.returncode, screen.decode()


def test_a_no_executes_nothing(perpetua: Terminal) -> None:
    order = perpetua.quoted("Contoso", OFFICE)
    before = perpetua.events()
    status, screen = typed("n", "order", "execute", order)
    assert status == 1
    assert "469.75 EUR" in screen
    assert "Nothing was executed, and nothing bought." in screen
    assert perpetua.events() == before


def test_a_yes_applies_the_previewed_catalogue_with_a_bar_and_colours_s51(
    perpetua: Terminal,
) -> None:
    status, screen = typed("y", "catalogue", "sync", "main")
    assert status == 0
    assert "Apply this to the catalogue?" in screen
    assert "The catalogue is up to date" in screen
    assert "\x1b[" in screen
    assert "(0 of 2)" not in screen
