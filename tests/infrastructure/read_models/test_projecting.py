from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from application.ports.projections import ProjectionState
from infrastructure.database.database import Database
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.memory_log import (
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

    for engine in {database.engine, database.derived}:
        event.listen(engine, "before_cursor_execute", see)
    yield seen
    for engine in {database.engine, database.derived}:
        event.remove(engine, "before_cursor_execute", see)


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
    for engine in {database.engine, database.derived}:
        event.listen(engine, "commit", lambda _: commits.append("written"))

    projections.catch_up()

    assert len(commits) == 2  # one that looked, one that moved
    assert {status.position for status in projections.status()} == {log.end()}


def test_the_status_says_how_far_each_projection_is(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(1, "b"))
    projections = prepared(database, log, [Items(), Movements()])
    assert [status.lag for status in projections.status()] == [2, 2]

    projections.catch_up()

    status = status_of(projections, "items")
    assert (status.version, status.state) == (1, ProjectionState.LIVE)
    assert (status.position, status.lag, status.error, status.rows) == (6, 0, None, 2)


def test_new_events_are_taken_by_all_projections_in_one_transaction(database: Database) -> None:
    log = MemoryLog(put(1, "a"))
    projections = prepared(database, log, [Items(), Movements()])
    projections.catch_up()
    log.record(put(2, "b"))
    commits: list[object] = []
    event.listen(database.derived, "commit", commits.append)

    projections.catch_up()

    assert len(commits) == 1
    assert [row.item for row in items(database)] == ["a", "b"]
    assert len(movements(database)) == 2


def test_nothing_is_asked_of_the_database_when_the_ledger_has_not_grown(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"))
    projections = prepared(database, log, [Items(), Movements()])
    projections.catch_up()

    with statements(database) as seen:
        projections.catch_up()

    assert seen == []


def test_a_ledger_that_is_shorter_than_it_was_is_projected_from_where_the_tables_stand(
    database: Database,
) -> None:
    """An older copy of the database was put in its place while the process ran."""
    log = MemoryLog(put(1, "a"), put(1, "b"))
    projections = prepared(database, log, [Items()])
    projections.catch_up()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE projection_builds SET position = 0")
        connection.exec_driver_sql("DELETE FROM items_v1")
    del log.recorded[1:]

    projections.catch_up()

    assert [row.item for row in items(database)] == ["a"]
