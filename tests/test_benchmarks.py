"""The benchmarks run, and refuse to time contenders that disagree; no time is asserted."""

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.harness import Contest, Disagreement, measured
from benchmarks.price_import import by_decimal, parsed, stored_catalogue, united
from entrypoints.simulator.prices.generator import Recipe, sheets


def test_p5_p8_and_p9_run_and_write_their_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "results.json"
    few = ("--markets=3", "--skus=2", "--events=30", "--runs=1", "--purchases=2")
    main([*few, f"--results={written}"])
    assert "3 markets × 4 segments × 2 SKUs" in capsys.readouterr().out
    p9 = json.loads(written.read_text())["P9"]
    assert [each["name"] for each in p9["timed"]] == [
        "floor",
        "durable writes alone",
        "ours",
    ]
    p8 = json.loads(written.read_text())["P8"]
    assert [each["name"] for each in p8["timed"]] == ["floor", "ours", "one process, a plain loop"]
    p5 = json.loads(written.read_text())["P5"]
    assert [each["name"] for each in p5["timed"]] == [
        "floor",
        "unzip",
        "parse",
        "unite, maximise, compare",
        "ours",
        "csv + Decimal",
    ]
    assert set(p5["growth"]) == {"6"}


def test_p5_is_right_to_the_last_unit() -> None:
    lists = list(sheets(Recipe(markets=5, skus=40, retired=0.5, coming=0.5, tiered=0.5)))
    stored = stored_catalogue(lists)
    ours = united(parsed(lists), stored)
    assert ours == by_decimal(lists, stored)
    assert (len(ours.prices), len(ours.changed)) == (160, 4)


def test_contenders_that_disagree_are_not_timed() -> None:
    contest = Contest(floor=lambda: None, contenders={"one": lambda: 1, "two": lambda: 2}, parts={})
    with pytest.raises(Disagreement, match="two and one come to different results"):
        measured(contest, runs=1)
