"""SIGKILL of everything at any instant: nothing is lost, nothing is bought twice (B1, D4–D8)."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.journey.program import Program, eventually, kill_group

INSTANTS = (1, 4, 6, 8, 13, 17, 22)
"""Events of assets in the ledger when the axe falls: between and within all the phases."""


@pytest.mark.parametrize("events", INSTANTS)
def test_after_a_kill_a_worker_settles_every_asset_and_no_line_is_owned_twice(
    events: int, tmp_path: Path
) -> None:
    program = Program(tmp_path / "data", {"PERPETUA_WORK_LEASE": "2"})
    with program.running("demo") as demo:
        reached = eventually(lambda: program.asset_events() >= events, every=0.002)
        time.sleep(events % 5 * 0.003)
        kill_group(demo)
    assert reached
    with program.simulator_again() as simulator, program.running("worker"):
        settled = eventually(lambda: not _unfinished(program), every=0.5)
        waiting = _unfinished(program)
        assert settled or all(_is_unknown(program, asset) for asset in waiting)
        _assert_each_line_has_one_owner(program, simulator)
    assert program.json("audit", "prove-purchases")["ok"]


def _unfinished(program: Program) -> list[Any]:
    items = program.json("asset", "list", "--all")["items"]
    return [item for item in items if item["provisioning_in_progress"]]


def _is_unknown(program: Program, asset: Any) -> bool:
    attempts = program.json("asset", "attempts", asset["id"])["items"]
    return bool(attempts[-1]["outcome"] == "unknown")


def _assert_each_line_has_one_owner(program: Program, simulator: httpx.Client) -> None:
    assets = program.json("asset", "list", "--all")["items"]
    owned = [item["perpetual_order_id"] for item in assets if item["perpetual_order_id"]]
    bought = [
        line["order_id"] for line in simulator.get("orders").json()["items"] if line["cart_id"]
    ]
    assert len(owned) == len(set(owned))
    assert set(bought) <= set(owned)
    assert len(bought) == len(set(bought))
    licensed = [item for item in assets if item["sync_status"] == "synchronized"]
    assert len(licensed) == len(owned)
