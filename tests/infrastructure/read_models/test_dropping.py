"""B7: tables that nobody needs are dropped, whatever others do at that moment."""

import pytest
from sqlalchemy import event

from application.ports.progress import Silent
from application.ports.projections import (
    NoSuchBuild,
    ProjectionState,
)
from infrastructure.database.database import Database
from tests.infrastructure.read_models.blue_green import states
from tests.infrastructure.read_models.memory_log import MemoryLog, put
from tests.infrastructure.read_models.readings import items, prepared
from tests.infrastructure.read_models.shelves import (
    Items,
)


def test_b7_only_the_table_before_is_kept_and_the_rest_is_dropped_when_told(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"))
    projections = prepared(database, log, [Items()])
    for _ in range(3):
        projections.rebuild("items", Silent(), switch=True)
    assert states(projections) == {(1, 3): ProjectionState.RETIRED, (1, 4): ProjectionState.LIVE}
    projections.rebuild("items", Silent())

    projections.drop("items")

    assert states(projections) == {(1, 4): ProjectionState.LIVE}
    assert len(items(database)) == 1
    projections.rebuild("items", Silent())
    assert (1, 6) in states(projections)  # a late reader never meets another table of the name


def test_b7_a_rebuild_that_was_dropped_meanwhile_says_so(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(2, "a"))
    projections = prepared(database, log, [Items()])
    log.after_next_page(lambda: projections.drop("items"))

    with pytest.raises(NoSuchBuild, match="dropped meanwhile"):
        projections.rebuild("items", Silent(), switch=True)

    assert states(projections) == {(1, 1): ProjectionState.LIVE}


def test_b7_a_reader_whose_table_is_switched_and_dropped_under_it_reads_the_new_one(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"))
    projections = prepared(database, log, [Items()])
    projections.catch_up()
    asked: list[str] = []

    def drop_its_table(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT items_v1.") and not asked:
            asked.append(statement)
            projections.rebuild("items", Silent(), switch=True)
            projections.drop("items")

    event.listen(database.engine, "before_cursor_execute", drop_its_table)
    assert [row.item for row in items(database)] == ["a"]
    assert asked
    assert states(projections) == {(1, 2): ProjectionState.LIVE}
