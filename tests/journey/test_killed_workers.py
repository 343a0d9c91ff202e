"""Real processes on PostgreSQL: workers killed every second, and no licence bought twice (B1)."""

from pathlib import Path

from tests.journey.killed_workers import endured, ordeal

ASSETS = 30
LEASE = 3.0
"""Seconds; what a dead worker held waits so long."""


def test_b1_b3_as_many_licences_are_bought_as_assets_created_while_workers_die(
    postgres_url: str, tmp_path: Path
) -> None:
    with ordeal(tmp_path / "data", postgres_url, lease=LEASE, seed=4) as made:
        outcome = endured(made, ASSETS, tell=print, patience=120)
    assert outcome.killed > 0
    assert outcome.states == {"synchronized": ASSETS}
    assert outcome.order_lines == ASSETS
    assert set(outcome.bought.values()) == {1}
    assert set(outcome.owned.values()) == {1}
    assert outcome.proof["ok"]
    assert outcome.proof["vendor_orders"] == ASSETS
