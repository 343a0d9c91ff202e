"""B7: long work tells how fast it is done, and how long it still takes."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import count

import pytest
from rich.console import Console

from entrypoints.cli.progress import Bar, Lines, Pace


@pytest.fixture
def seconds() -> Iterator[float]:
    """A second passes between one look at the clock and the next."""
    return map(float, count(100))


def test_b7_events_per_second_and_the_rest_are_told_from_the_second_step_on(
    seconds: Iterator[float],
) -> None:
    pace = Pace(lambda: next(seconds))
    told = [pace.told("bss_assets_v3_2", done=done, total=9_000) for done in (1_000, 2_000, 5_000)]
    assert told == ["", "1000/s, 7 s left", "2000/s, 2 s left"]
    assert pace.told("another", done=1_000, total=9_000) == ""


def test_few_parts_have_no_pace(seconds: Iterator[float]) -> None:
    pace = Pace(lambda: next(seconds))
    assert [pace.told("Asking Microsoft", done=done, total=5) for done in (1, 2)] == ["", ""]


def test_b7_both_a_bar_and_lines_show_the_pace(seconds: Iterator[float]) -> None:
    written, drawn = StringIO(), StringIO()
    lines = Lines(Console(file=written), Pace(lambda: next(seconds)))
    bar = Bar(Console(file=drawn, force_terminal=True, width=110), Pace(lambda: next(seconds)))
    for done in (1_000, 2_000):
        lines.advance("bss_assets_v3_2", done=done, total=9_000)
        bar.advance("bss_assets_v3_2", done=done, total=9_000)
    bar.close()
    assert written.getvalue().splitlines() == [
        "bss_assets_v3_2 (1000 of 9000)",
        "bss_assets_v3_2 (2000 of 9000, 500/s, 14 s left)",
    ]
    assert "500/s, 14 s left" in drawn.getvalue()
