"""PostgreSQL, many processes: a crash of the server in the middle of a load (B1, B7, B13)."""

from pathlib import Path

from tests.journey.restarted_server import CLIENTS, house
from tests.support.postgres import fallible_server

ROUNDS = 2


def test_every_acknowledged_command_is_stored_once_and_every_process_outlives_the_server(
    tmp_path: Path,
) -> None:
    with fallible_server() as server, house(tmp_path / "data", server) as made:
        outcome = made.endured(ROUNDS, restarts=1, tell=print)
    assert outcome.repeats > 0
    assert set(outcome.acknowledged.values()) == {ROUNDS * CLIENTS}
    assert outcome.stored == outcome.acknowledged
    assert outcome.twice == 0
    assert set(outcome.differences.values()) == {0}
    assert outcome.ended == []
    assert "Traceback" not in outcome.said
    assert outcome.proof["ok"]
