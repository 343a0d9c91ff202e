"""B7: built beside the live table, compared row by row, switched, and rolled back."""

import pytest

from application.ports.progress import Silent
from application.ports.projections import (
    EventNotProjected,
    NoSuchBuild,
    ProjectionState,
    Stop,
)
from core.kernel.errors import NotFound
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.blue_green import OWN, both_versions, different, states
from tests.infrastructure.read_models.memory_log import MemoryLog, put, shelf, taken
from tests.infrastructure.read_models.readings import items, movements, prepared
from tests.infrastructure.read_models.shelves import (
    ITEMS,
    Items,
    Movements,
    items_table,
    relabelled,
)


def test_b7_a_rebuild_waits_for_its_switch_and_readers_see_the_live_rows(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"), put(2, "b", 2))
    projections = both_versions(database, log)

    projections.rebuild("items", Silent())

    assert states(projections) == {(1, 1): ProjectionState.LIVE, (2, 1): ProjectionState.READY}
    assert [row.pieces for row in items(database, OWN)] == [1, 1]
    projections.switch("items", Silent())
    assert states(projections) == {(1, 1): ProjectionState.RETIRED, (2, 1): ProjectionState.LIVE}
    assert [row.pieces for row in items(database, OWN)] == [1, 2]


def test_b7_one_reader_sees_each_switch_though_it_remembers_which_table_was_live(
    database: Database,
) -> None:
    log = MemoryLog(put(2, "b", 2))
    projections = both_versions(database, log)
    rows = SqlRows(database)

    def pieces() -> list[int]:
        return [row.pieces for row in rows.page(OWN, order=("shelf", "item")).items]

    assert pieces() == [1]
    projections.rebuild("items", Silent(), switch=True)
    assert pieces() == [2]
    projections.rollback("items", Silent())
    assert pieces() == [1]
    projections.switch("items", Silent())
    projections.drop("items")
    assert pieces() == [2]
    log.record(put(3, "b", 3))
    projections.catch_up()
    assert pieces() == [2, 3]


def test_b7_who_goes_back_misses_nothing_that_happened_since_and_may_switch_again(
    database: Database,
) -> None:
    log = MemoryLog(put(2, "b", 2))
    projections = both_versions(database, log)
    projections.rebuild("items", Silent(), switch=True)
    log.record(put(3, "b", 3))
    projections.catch_up()

    projections.rollback("items", Silent())

    assert [(row.shelf, row.pieces) for row in items(database, OWN)] == [
        (shelf(2), 1),
        (shelf(3), 1),
    ]
    assert states(projections) == {(1, 1): ProjectionState.LIVE, (2, 1): ProjectionState.READY}
    log.record(put(4, "b", 4))
    projections.catch_up()
    assert SqlRows(database).position(OWN) == log.end()
    projections.switch("items", Silent())
    assert [row.pieces for row in items(database, OWN)] == [2, 3, 4]


def test_b7_a_table_that_cannot_be_brought_up_to_date_is_not_switched_to(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"))
    projections = prepared(database, log, [Items(), Movements()])
    projections.rebuild("movements", Silent())
    log.record(taken(1, "a"), put(1, "b"))
    projections.catch_up()
    broken = prepared(database, log, [Items(), Movements(poison="taken")])

    with pytest.raises(EventNotProjected, match=r"taken\.v1 at position 6"):
        broken.switch("movements", Silent())

    assert len(movements(database)) == 3
    assert states(projections)[(1, 2)] is ProjectionState.READY
    projections.switch("movements", Silent())
    assert len(movements(database)) == 3


def test_b7_a_table_that_stopped_at_the_last_moment_is_not_switched_to(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"))
    projections = prepared(database, log, [Items()])
    projections.rebuild("items", Silent())

    def stop_it() -> None:
        log.record(put(2, "a"))
        projections.catch_up()
        told = Stop(log.end(), "shelf.put.v1", shelf(2), "somebody else's program could not")
        with database.writing().begin() as connection:
            versions.stop(connection, Build("items", 1, 2), told)

    log.after_next_page(stop_it)

    with pytest.raises(EventNotProjected, match="somebody else's program"):
        projections.switch("items", Silent())

    assert len(items(database)) == 2
    projections.switch("items", Silent())
    assert len(items(database)) == 2


def test_b7_where_nothing_is_ready_or_kept_the_refusal_says_what_to_do(
    database: Database,
) -> None:
    projections = prepared(database, MemoryLog(put(1, "a")), [Items()])
    for command in (projections.switch, projections.rollback):
        with pytest.raises(NoSuchBuild) as refused:
            command("items", Silent())
        assert "perpetua projection rebuild items" in refused.value.advice
    with pytest.raises(NoSuchBuild):
        different(projections)
    with pytest.raises(NotFound):
        projections.drop("unheard_of")


def test_b7_the_former_table_is_kept_by_programs_without_its_fold_for_those_that_have_it(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"))
    old = prepared(database, log, [Items(touch=relabelled("old"))])
    old.catch_up()
    new = prepared(database, log, [Items(version=2)])
    log.record(put(2, "a"))
    new.catch_up()

    with pytest.raises(NoSuchBuild, match="no fold of that version"):
        new.rollback("items", Silent())
    old.rollback("items", Silent())

    assert [row.neighbours for row in items(database, ITEMS)] == [("old",)] * 2
    again = prepared(database, log, [Items(version=2)])  # does not undo what somebody decided
    assert states(again) == {(1, 1): ProjectionState.LIVE, (2, 1): ProjectionState.READY}
    again.switch("items", Silent())
    assert len(items(database, items_table(2))) == 2
