"""Several threads and processes project at once; any of them may be killed at any instant."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import IO

import pytest

from application.ports.progress import Silent
from infrastructure.database.database import Database
from infrastructure.read_models.folding import concerning, folded
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.memory_log import MemoryLog, long_log, put
from tests.infrastructure.read_models.readings import items, movements, prepared, status_of
from tests.infrastructure.read_models.shelves import ITEMS, Items, Movements, relabelled

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


def assert_undisturbed(database: Database, log: MemoryLog) -> None:
    """The rows are those of one process that folds alone."""
    alone = folded(Items(), (), concerning(Items(), log.recorded))
    assert set(items(database)) == set(alone.values())
    assert [row.position for row in movements(database)] == [
        recorded.position for recorded in log.recorded
    ]


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


def test_readers_see_the_old_rows_or_the_new_ones_while_a_table_is_rebuilt(
    database: Database,
) -> None:
    log = MemoryLog(*(put(number, "a") for number in range(80)))
    prepared(database, log, [Items(touch=relabelled("old"))], page_size=40).catch_up()
    mended = prepared(database, log, [Items(touch=relabelled("new"))], page_size=10)
    done = Event()

    def read() -> list[frozenset[tuple[str, ...]]]:
        seen = []
        while not done.is_set():
            rows = items(database)
            assert len(rows) == 80
            seen.append(frozenset(row.neighbours for row in rows))
        return seen

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read), pool.submit(read)]
        try:
            for _ in range(3):
                mended.rebuild("items", Silent())
        finally:
            done.set()
        seen = [label for reader in readers for label in reader.result()]

    assert set(seen) <= {frozenset([("old",)]), frozenset([("new",)])}
    assert len(seen) > 3


def test_two_rebuilds_at_once_help_each_other(database: Database) -> None:
    log = long_log()
    first = prepared(database, log, [Items(), Movements()], page_size=20)
    second = prepared(database, log, [Items(), Movements()], page_size=30)
    first.catch_up()

    with ThreadPoolExecutor() as pool:
        both = [pool.submit(made.rebuild, "items", Silent()) for made in (first, second)]
        for rebuild in both:
            rebuild.result()

    assert_undisturbed(database, log)
    assert len(first.status()) == 2


def test_processes_that_start_together_make_each_table_once(database: Database) -> None:
    log = long_log()
    prepared(database, log, [Items(), Movements()]).catch_up()

    def start(_: int) -> None:
        prepared(database, log, [Items(version=2), Movements()], page_size=50)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [None] * 4

    projections = prepared(database, log, [Items(version=2), Movements()])
    assert [(status.name, status.version) for status in projections.status()] == [
        ("items", 1),
        ("items", 2),
        ("movements", 1),
    ]
