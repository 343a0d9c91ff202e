"""Stepping through an asset at the terminal (B6)."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest

from entrypoints.cli.main import app
from entrypoints.cli.stepping import walk
from tests.entrypoints.cli.cast import OFFICE, Fault, Furnished
from tests.entrypoints.cli.terminal import Answer, Terminal

IVAN = ("--as", "engineer:ivan")
Pressed = Callable[..., Answer]


@pytest.fixture
def pressed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Pressed]:
    """Runs a command with a terminal as stdin, at which somebody presses a key until it ends."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)

        def run(key: str, *words: str) -> Answer:
            over = Event()
            finger = Thread(target=_press, args=(ours, key, over))
            finger.start()
            with pytest.raises(SystemExit) as ended:
                app(words, prog_name="perpetua")
            over.set()
            finger.join()
            return Answer(int(str(ended.value.code)), *capsys.readouterr())

        yield run
    os.close(ours)


def _press(terminal: int, key: str, over: Event) -> None:
    """A terminal forgets what was typed before somebody reads single keys."""
    while not over.wait(0.05):
        os.write(terminal, key.encode())


@pytest.fixture
def failed(perpetua: Terminal, fault: Fault) -> str:
    """An asset whose checkout Microsoft refused."""
    fault("refusal", code="800070", status=400, description="Not today.")
    order = perpetua.quoted("Contoso", OFFICE)
    left = perpetua("order", "execute", order, "--yes", "--json").json["assets"][0]
    identity: str = left["asset_id"]
    return identity


def test_b6_all_steps_are_printed_where_nobody_steps(perpetua: Terminal, failed: str) -> None:
    shown = perpetua("asset", "debug", failed, *IVAN)
    assert shown.status == 0
    for told in ("Step 1", "Step 4", "sync failed", "/checkout", "400", "Not today.", "sync: "):
        assert told in shown.out
    assert "Step 5" not in shown.out


def test_b6_one_step_alone(perpetua: Terminal, failed: str) -> None:
    shown = perpetua("asset", "debug", failed, "--step", "3", *IVAN).out
    assert "cart opened" in shown
    assert "sync failed" not in shown
    (step,) = perpetua.ask("asset", "debug", failed, "--step", "3", *IVAN)["steps"]
    assert (step["number"], step["event"]["kind"]) == (3, "asset.cart-opened.v1")
    assert [each["status"] for each in step["talks"][0]["conversation"]["exchanges"]] == [200, 201]
    assert perpetua.refused("asset", "debug", failed, "--step", "9") == (2, "wrong_usage")


def test_b6_a_replay_says_what_todays_code_decides(perpetua: Terminal, failed: str) -> None:
    shown = perpetua("asset", "debug", failed, "--replay", *IVAN).out
    assert shown.count("Today's code decides the same.") == 2
    steps = perpetua.ask("asset", "debug", failed, "--replay", *IVAN)["steps"]
    verdicts = [talk["replayed"]["verdict"] for step in steps for talk in step["talks"]]
    assert verdicts == ["same", "same"]
    before = perpetua.events()
    perpetua("asset", "debug", failed, "--replay")
    assert perpetua.events() == before + 1  # that it was read (B11)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("q", [1]),
        ("nnq", [1, 2, 3]),
        ("nbq", [1, 2, 1]),
        ("g4\nbq", [1, 4, 3]),
        ("bq", [1]),
        ("g9\nxq", [1]),
        ("g\nxnq", [1, 2]),
        ("nnnnnq", [1, 2, 3, 4, 5]),
        ("Gn", [1]),
    ],
)
def test_b6_keys_walk_through_the_steps(keys: str, shown: list[int]) -> None:
    walked: list[int] = []
    walk(5, lambda index: walked.append(index + 1), iter(keys))
    assert walked == shown


def test_b6_a_person_at_a_terminal_steps_with_single_keys(
    perpetua: Terminal, furnished: Furnished, pressed: Pressed
) -> None:
    walked = pressed("q", "asset", "debug", furnished.asset)
    assert walked.status == 0
    heads = [line for line in walked.out.splitlines() if line.startswith("── Step")]
    assert heads == ["── Step 1"]
    assert "Step 1 of 5.  n next, b back, g N goto, q quit" in walked.out


def test_b6_buyers_do_not_debug(untouched: Terminal, furnished: Furnished) -> None:
    """D3."""
    asked = ("asset", "debug", furnished.asset, "--as", f"customer:{furnished.contoso}")
    assert untouched.refused(*asked) == (1, "forbidden")


def test_b6_attempts_tell_what_was_recorded(untouched: Terminal, furnished: Furnished) -> None:
    (attempt,) = untouched.ask("asset", "attempts", furnished.asset)["items"]
    assert attempt["exchanges"] >= 5
    assert attempt["next_step"] is None
    assert (
        f"{attempt['exchanges']} exchanges" in untouched("asset", "attempts", furnished.asset).out
    )
