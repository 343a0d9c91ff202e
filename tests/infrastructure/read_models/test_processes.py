"""Several processes project at once; any of them may be killed at any instant."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from infrastructure.database.database import Database
from infrastructure.read_models.folding import concerning, folded
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.memory_log import long_log
from tests.infrastructure.read_models.readings import (
    assert_undisturbed,
    items,
    movements,
    prepared,
    status_of,
)
from tests.infrastructure.read_models.shelves import ITEMS, Items, Movements

ROOT = Path(__file__).parents[3]


@contextmanager
def projecting(database: Database, instant: str = "") -> Iterator[subprocess.Popen[str]]:
    """Another process, which is ready to catch up with the long log."""
    module = "tests.infrastructure.read_models.projecting_process"
    process = subprocess.Popen(
        [sys.executable, "-m", module, database.address, instant],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def wait_until_ready(process: subprocess.Popen[str]) -> None:
    assert _pipe(process.stdout).readline() == "ready\n"


def go(process: subprocess.Popen[str]) -> None:
    _pipe(process.stdin).write("\n")
    _pipe(process.stdin).flush()


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def test_two_threads_and_two_processes_leave_no_wrong_rows_and_no_gaps(
    database: Database,
) -> None:
    log = long_log()

    def project() -> int:
        prepared(database, log, [Items(), Movements()], page_size=5).catch_up()
        return SqlRows(database).position(ITEMS)

    with projecting(database) as one, projecting(database) as other, ThreadPoolExecutor() as pool:
        for process in (one, other):
            wait_until_ready(process)
        for process in (one, other):
            go(process)
        threads = [pool.submit(project), pool.submit(project)]
        ends = [thread.result() for thread in threads]
        assert [one.wait(timeout=30), other.wait(timeout=30)] == [0, 0]

    assert ends == [log.end(), log.end()]  # each reads what was there when it was called
    assert_undisturbed(database, log)


@pytest.mark.parametrize("instant", ["folding", "committing"])
def test_a_process_that_is_killed_leaves_nothing_half_done(
    database: Database, instant: str
) -> None:
    log = long_log()
    with projecting(database, instant) as killed:
        wait_until_ready(killed)
        go(killed)
        assert killed.wait(timeout=30) == -9

    projections = prepared(database, log, [Items(), Movements()])
    for name in ("items", "movements"):
        reached = status_of(projections, name).position
        assert 0 < reached < log.end()
        before = [recorded for recorded in log.recorded if recorded.position <= reached]
        if name == "items":
            whole = folded(Items(), (), concerning(Items(), before))
            assert set(items(database)) == set(whole.values())
        else:
            seen = [row.position for row in movements(database)]
            assert seen == [recorded.position for recorded in before]
    projections.catch_up()
    assert_undisturbed(database, log)
