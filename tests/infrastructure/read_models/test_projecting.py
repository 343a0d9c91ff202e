from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from application.ports.ledger import Recorded
from application.ports.projections import ProjectionState
from core.kernel.event import Event
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.rows import SqlRows
from infrastructure.read_models.versions import Build
from tests.infrastructure.read_models.memory_log import (
    GAP,
    MemoryLog,
    cleared,
    dusted,
    put,
    shelf,
    taken,
)
from tests.infrastructure.read_models.readings import items, movements, prepared, status_of
from tests.infrastructure.read_models.shelves import ITEMS, ItemRow, Items, Movements


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def see(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", see)
    yield seen
    event.remove(database.engine, "before_cursor_execute", see)


def test_rows_are_added_changed_and_deleted_as_the_fold_says(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(2, "b"), put(1, "c", 2), put(1, "a", 4), taken(2, "b"))
    projections = prepared(database, log, [Items()], page_size=2)

    projections.catch_up()

    assert items(database) == (
        ItemRow(shelf(1), "a", 5, 12, ("c",)),
        ItemRow(shelf(1), "c", 2, 9, ("a",)),
    )
    log.record(cleared(1), put(3, "d"))
    projections.catch_up()
    assert items(database) == (ItemRow(shelf(3), "d", 1, 21, ()),)
    assert SqlRows(database).position(ITEMS) == log.end() == 21


def test_a_page_loads_each_group_once_and_an_append_only_projection_none(
    database: Database,
) -> None:
    log = MemoryLog(*(put(1 + number % 3, "abcde"[number % 5]) for number in range(60)))
    projections = prepared(database, log, [Items(), Movements()], page_size=30)

    with statements(database) as seen:
        projections.catch_up()

    selects = [statement for statement in seen if statement.startswith("SELECT items")]
    assert len(selects) == 2
    assert not [statement for statement in seen if statement.startswith("SELECT movements")]
    assert len(movements(database)) == 60


def test_pages_are_read_once_for_all_projections_that_stand_at_the_same_position(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"), put(2, "b"), put(3, "c"))
    projections = prepared(database, log, [Items(), Movements()], page_size=2)

    projections.catch_up()

    assert log.pages == 2


def test_it_is_cheap_when_there_is_nothing_to_do(database: Database) -> None:
    log = MemoryLog(put(1, "a"))
    projections = prepared(database, log, [Items(), Movements()])
    projections.catch_up()

    with statements(database) as seen:
        projections.catch_up()

    assert len(seen) <= 2  # SQLite's BEGIN is one of them


def test_events_that_concern_nobody_move_every_position_in_one_transaction(
    database: Database,
) -> None:
    log = MemoryLog(dusted(1), dusted(2))
    projections = prepared(database, log, [Items(), Movements()])
    commits = []
    event.listen(database.engine, "commit", lambda _: commits.append("written"))

    projections.catch_up()

    assert len(commits) == 2  # one that looked, one that moved
    assert {status.position for status in projections.status()} == {log.end()}


def test_a_poisoned_event_stops_only_its_projection_and_the_error_names_the_event(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"), put(1, "b"), taken(1, "a"), put(1, "c"), put(1, "d"))
    projections = prepared(database, log, [Items(), Movements(poison="taken")], page_size=10)

    projections.catch_up()

    assert [row.item for row in items(database)] == ["b", "c", "d"]
    stopped = status_of(projections, "movements")
    assert (stopped.position, stopped.lag, stopped.rows) == (6, 9, 2)  # all before it is there
    assert stopped.error == (
        "movements v1 cannot take shelf.taken.v1 at position 9 (version 1 of stream "
        f"{shelf(1)}): ValueError: nobody told me about taken"
    )
    log.record(put(1, "e"))
    projections.catch_up()
    assert status_of(projections, "items").lag == 0
    assert status_of(projections, "movements") == replace(stopped, lag=stopped.lag + GAP)


def test_a_row_that_the_store_cannot_keep_is_the_fault_of_its_event(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(2, "b", 2**63), put(3, "c"))
    projections = prepared(database, log, [Items(), Movements()])

    projections.catch_up()

    error = status_of(projections, "items").error
    assert error is not None
    assert "shelf.put.v1 at position 6" in error
    assert [row.item for row in items(database)] == ["a"]
    assert len(movements(database)) == 3


class TwiceTheSame(Items):
    def fold(self, rows: tuple[ItemRow, ...], recorded: Recorded) -> tuple[ItemRow, ...]:
        return super().fold(rows, recorded) * 2


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (Items(touch=lambda row: replace(row, shelf=shelf(9))), "a row of shelf"),
        (TwiceTheSame(), "two rows of one key"),
    ],
)
def test_a_fold_that_breaks_the_shape_of_its_table_is_stopped(
    sqlite: Database, wrong: Items, fault: str
) -> None:
    projections = prepared(sqlite, MemoryLog(put(1, "a")), [wrong])

    projections.catch_up()

    assert fault in str(status_of(projections, "items").error)


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
    ahead = prepared(database, MemoryLog(made(1), made(2), made(3)), [Items()])
    log.after_next_page(ahead.catch_up)

    projections.catch_up()

    assert status_of(projections, "items").position == 3 * GAP
    assert [row.pieces for row in items(database)] == ([1] * 3 if made is put_a else [])


def test_an_error_that_somebody_has_got_past_meanwhile_is_not_noted(database: Database) -> None:
    projections = prepared(database, MemoryLog(put(1, "a"), put(1, "b")), [Items()])
    projections.catch_up()

    with database.writing().begin() as connection:
        versions.stop(connection, Build("items", 1), before=6, error="of an older program")

    assert status_of(projections, "items").error is None


def test_the_status_says_how_far_each_projection_is(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(1, "b"))
    projections = prepared(database, log, [Items(), Movements()])
    assert [status.lag for status in projections.status()] == [6, 6]

    projections.catch_up()

    status = status_of(projections, "items")
    assert (status.version, status.state) == (1, ProjectionState.LIVE)
    assert (status.position, status.lag, status.error, status.rows) == (6, 0, None, 2)
