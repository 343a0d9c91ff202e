"""B7: switched back and forth under load, nobody ever sees an older or a mixed state."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Event as Signal

from application.ports.ledger import Recorded
from application.ports.progress import Silent
from infrastructure.database.database import Database
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.memory_log import MemoryLog, put
from tests.infrastructure.read_models.readings import prepared
from tests.infrastructure.read_models.shelves import ItemRow, Items, items_table

LINGERS = 0.003
"""Seconds between reading events and projecting them, in which others get ahead."""
OWN = items_table(2, reads_also=(1,))
SHELVES = 20
ROUNDS = {"sqlite": 100, "postgresql": 25}


class Lingering(MemoryLog):
    """The same ledger, as a slow operator's program reads it."""

    def __init__(self, log: MemoryLog) -> None:
        super().__init__()
        self.recorded = log.recorded

    def page(self, after: int, limit: int) -> Sequence[Recorded]:
        events = super().page(after, limit)
        time.sleep(LINGERS)
        return events


def of_version(version: int) -> Callable[[ItemRow], ItemRow]:
    return lambda row: replace(row, neighbours=(f"v{version}",))


def started(database: Database, log: MemoryLog) -> Projections:
    """A program with the folds of both versions; each marks the rows that it made."""
    folds = [Items(touch=of_version(1)), Items(2, touch=of_version(2), reads_also=(1,))]
    return prepared(database, log, folds, page_size=500)


def record_one(log: MemoryLog) -> None:
    """Something is put on one of a few shelves."""
    log.record(put(len(log.recorded) % SHELVES, "a"))


def newest(database: Database) -> int:
    """Position of the last event that a reader sees, in rows that one version made."""
    rows = SqlRows(database).all(OWN, order=())
    assert len(rows) == SHELVES
    assert len({row.neighbours for row in rows}) == 1
    return max(row.last_position for row in rows)


@contextmanager
def beside(*works: Callable[[], int]) -> Iterator[list[Future[int]]]:
    """Each does its work again and again in a thread of its own; the result is how often."""
    done = Signal()

    def again(work: Callable[[], int]) -> int:
        times = 0
        while not done.is_set():
            times += work()
        return times

    with ThreadPoolExecutor() as pool:
        running = [pool.submit(again, work) for work in works]
        try:
            yield running
        finally:
            done.set()


def test_b7_writers_read_what_they_wrote_and_no_reader_sees_an_older_or_mixed_state(
    database: Database,
) -> None:
    log = MemoryLog(*(put(number, "a") for number in range(SHELVES)))
    prepared(database, log, [Items(touch=of_version(1))]).catch_up()
    operator = started(database, Lingering(log))
    writer, reader = (started(database, log) for _ in range(2))

    def write() -> int:
        record_one(log)
        written = log.end()
        writer.catch_up()
        assert newest(database) >= written
        time.sleep(LINGERS)  # the ledger stays small
        return 1

    seen = [0]

    def read() -> int:
        seen.append(newest(database))
        assert seen[-1] >= seen[-2]
        reader.catch_up()
        return 1

    with beside(write, read) as running:
        for _ in range(ROUNDS["sqlite" if database.is_sqlite else "postgresql"]):
            operator.rebuild("items", Silent())
            operator.switch("items", Silent())
            operator.rollback("items", Silent())
            if any(each.done() for each in running):
                break

    assert all(each.result() > 3 for each in running)
    operator.catch_up()
    assert newest(database) == log.end()


def test_b7_the_diff_compares_one_instant_while_writers_go_on(database: Database) -> None:
    log = MemoryLog(*(put(number, "a") for number in range(SHELVES)))
    prepared(database, log, [Items(touch=of_version(1))]).catch_up()
    operator, writer = (started(database, log) for _ in range(2))
    operator.rebuild("items", Silent())

    def write() -> int:
        record_one(log)
        writer.catch_up()
        return 1

    with beside(write) as running:
        for _ in range(10):
            with operator.compare("items", Silent()) as comparison:
                found = list(comparison.differences)
            assert comparison.old.position == comparison.new.position
            assert {each.kind for each in found} == {"different"}
            assert len(found) == SHELVES
            if running[0].done():
                break

    assert running[0].result() > 0
