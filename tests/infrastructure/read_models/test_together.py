"""Several threads prepare, project, rebuild and read at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest

from application.ports.progress import Silent
from core.kernel.event import Event
from infrastructure.database.database import Database
from tests.infrastructure.read_models.memory_log import (
    GAP,
    MemoryLog,
    dusted,
    long_log,
    put,
)
from tests.infrastructure.read_models.readings import assert_undisturbed, items, prepared, status_of
from tests.infrastructure.read_models.shelves import Items, Movements, relabelled


def put_a(on: int) -> Event:
    return put(on, "a")


@pytest.mark.parametrize("made", [put_a, dusted])
def test_who_is_overtaken_by_a_slower_one_looks_again_and_reaches_the_end(
    database: Database, made: Callable[[int], Event]
) -> None:
    log = MemoryLog(made(1), made(2), made(3))
    projections = prepared(database, log, [Items()])
    behind = prepared(database, MemoryLog(made(1)), [Items()])
    log.after_next_page(behind.catch_up)

    projections.catch_up()

    assert status_of(projections, "items").lag == 0
    assert [row.pieces for row in items(database)] == ([1] * 3 if made is put_a else [])


@pytest.mark.parametrize("made", [put_a, dusted])
def test_who_is_overtaken_by_a_faster_one_does_not_move_back(
    database: Database, made: Callable[[int], Event]
) -> None:
    log = MemoryLog(made(1), made(2))
    projections = prepared(database, log, [Items()])
    ahead = prepared(database, log, [Items()])

    def overtake() -> None:
        log.record(made(3))
        ahead.catch_up()

    log.after_next_page(overtake)

    projections.catch_up()

    assert status_of(projections, "items").position == 3 * GAP
    assert [row.pieces for row in items(database)] == ([1] * 3 if made is put_a else [])


def test_readers_see_the_old_rows_or_the_new_ones_while_a_table_is_rebuilt(
    database: Database,
) -> None:
    log = MemoryLog(*(put(number, "a") for number in range(80)))
    prepared(database, log, [Items(touch=relabelled("old"))], page_size=40).catch_up()
    mended = prepared(database, log, [Items(touch=relabelled("new"))], page_size=10)
    done = Signal()

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
                mended.rebuild("items", Silent(), switch=True)
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
        both = [
            pool.submit(made.rebuild, "items", Silent(), switch=True) for made in (first, second)
        ]
        for rebuild in both:
            rebuild.result()

    assert_undisturbed(database, log)
    assert len(first.status()) == 3  # with the table that was live before


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


def test_who_stood_at_the_end_and_was_passed_by_another_looks_again(database: Database) -> None:
    log = MemoryLog(put(1, "a"))
    one, other = (prepared(database, log, [Items(), Movements()]) for _ in range(2))
    one.catch_up()
    log.record(put(2, "b"))
    other.catch_up()
    log.record(put(3, "c"))

    one.catch_up()

    assert [row.item for row in items(database)] == ["a", "b", "c"]


def test_a_version_that_has_retired_meanwhile_stays_where_it_stood(database: Database) -> None:
    log = MemoryLog(put(1, "a"))
    old = prepared(database, log, [Items()])
    old.catch_up()
    prepared(database, log, [Items(version=2)])
    log.record(put(2, "b"))

    old.catch_up()

    assert [(each.version, each.position) for each in old.status()] == [(1, GAP), (2, GAP)]
