"""Several threads and processes project at once; one of them may be killed at any instant."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any

import pytest

from application.ports.progress import Silent
from infrastructure.database.database import Database
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.long_log import long_log
from tests.infrastructure.read_models.memory_log import MemoryLog, put
from tests.infrastructure.read_models.readings import items, movements, prepared, status_of
from tests.infrastructure.read_models.shelves import (
    ITEMS,
    MOVEMENTS,
    Items,
    Movements,
    relabelled,
)

ROOT = Path(__file__).parents[3]


def projecting(database: Database, *options: str) -> subprocess.Popen[bytes]:
    """Another process that catches up with the long log."""
    module = "tests.infrastructure.read_models.projecting_process"
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""}
    command = [sys.executable, "-m", module, database.address, *options]
    return subprocess.Popen(command, cwd=ROOT, env=path)


def expected(events: int) -> tuple[Any, Any]:
    """The rows of an undisturbed run."""
    database = Database("sqlite://")
    ...


def test_two_threads_and_two_processes_leave_no_wrong_rows_and_no_gaps(database: Database) -> None:
    log = long_log()
    others = [projecting(database), projecting(database)]
    barrier = Barrier(2)

    def project() -> int:
        mine = prepared(database, log, [Items(), Movements()], page_size=5)
        barrier.wait()
        mine.catch_up()
        return SqlRows(database).position(ITEMS)

    with ThreadPoolExecutor() as pool:
        ends = [future.result() for future in [pool.submit(project), pool.submit(project)]]

    assert ends == [log.end(), log.end()]  # each reads what was there when it was called
    assert [other.wait(timeout=30) for other in others] == [0, 0]
    assert_undisturbed(database, log)


@pytest.mark.parametrize("instant", ["folding", "committing"])
def test_a_process_that_is_killed_leaves_nothing_half_done(
    database: Database, instant: str
) -> None:
    log = long_log()

    killed = projecting(database, instant)

    assert killed.wait(timeout=30) == -9
    projections = prepared(database, log, [Items(), Movements()])
    for table, position in ((ITEMS, _position(projections, "items")), ):
        assert 0 < position < log.end()
        assert all(row.last_position <= position for row in items(database))
    seen = [row.position for row in movements(database)]
    reached = _position(projections, "movements")
    assert seen == [recorded.position for recorded in log.recorded if recorded.position <= reached]
    projections.catch_up()
    assert_undisturbed(database, log)
