"""The benchmarks run, and refuse to time contenders that disagree; no time is asserted."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.bench import main
from benchmarks.harness import Contest, Disagreement, measured
from benchmarks.price_import import by_decimal, parsed, stored_catalogue, united
from benchmarks.sections import SECTIONS
from entrypoints.simulator.prices.generator import Recipe, sheets

FEW = (
    *("--markets=3", "--skus=2", "--events=30", "--history=10"),
    *("--runs=1", "--purchases=2", "--rounds=1"),
    "--rebuilt=400",
    "--assets=1000",
    "--paged=1000",
)


def written_by(folder: Path, number: str) -> Any:
    """What is written of one section when everything is small."""
    file = folder / "results.json"
    main([*FEW, f"--only={number}", f"--results={file}"])
    return json.loads(file.read_text())[number]


@pytest.mark.parametrize("number", SECTIONS)
def test_every_section_runs_with_a_floor_and_ours(number: str, tmp_path: Path) -> None:
    """P1-P9."""
    names = [each["name"] for each in written_by(tmp_path, number)["timed"]]
    assert names[0] == "floor"
    assert "ours" in names


def test_what_is_not_measured_again_stays_written(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_text('{"P9": "as it was"}')
    assert "3 markets × 4 segments × 2 SKUs" in written_by(tmp_path, "P5")["title"]
    assert json.loads(file.read_text())["P9"] == "as it was"


def test_p5_tells_how_it_grows_and_what_it_takes(tmp_path: Path) -> None:
    p5 = written_by(tmp_path, "P5")
    assert set(p5["growth"][0]["points"]) == {"6"}
    assert p5["peak_mib"] >= 0


def test_p8_tells_how_it_grows_and_what_it_takes(tmp_path: Path) -> None:
    p8 = written_by(tmp_path, "P8")
    assert set(p8["growth"][0]["points"]) == {"30"}
    assert p8["peak_mib"] >= 0


def test_a_section_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only=P99"])
    assert "P99 is none of" in capsys.readouterr().err


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
