"""B7: built beside the live table, compared row by row, switched, and rolled back."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from application.ports.progress import Silent
from application.ports.projections import (
    Comparison,
    DifferenceKind,
    EventNotProjected,
    FieldDifference,
    NoSuchBuild,
    ProjectionState,
    RowDifference,
)
from core.kernel.errors import NotFound
from infrastructure.database.database import Database
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.memory_log import GAP, MemoryLog, cleared, put, shelf, taken
from tests.infrastructure.read_models.readings import items, movements, prepared
from tests.infrastructure.read_models.shelves import (
    ITEMS,
    ItemRow,
    Items,
    Movements,
    items_table,
    relabelled,
)

OWN = items_table(2, reads_also=(1,))


def wrong(row: ItemRow) -> ItemRow:
    """Counts two pieces of b as one."""
    return replace(row, pieces=1) if row.item == "b" else row


def states(projections: Projections) -> dict[tuple[int, int], ProjectionState]:
    return {(each.version, each.build): each.state for each in projections.status()}


def different(
    projections: Projections, name: str = "items"
) -> tuple[Comparison, list[RowDifference]]:
    with projections.compare(name, Silent()) as comparison:
        return comparison, list(comparison.differences)


def both_versions(database: Database, log: MemoryLog) -> Projections:
    """A program that reads version 2, and still has the fold of version 1, which is live."""
    prepared(database, log, [Items(touch=wrong)]).catch_up()
    made = prepared(database, log, [Items(touch=wrong), Items(version=2, reads_also=(1,))])
    made.catch_up()
    return made


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


def test_b7_the_diff_shows_exactly_the_rows_that_change_with_their_fields(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"), put(1, "b", 2), put(2, "b", 5), put(3, "c"))
    projections = both_versions(database, log)
    projections.rebuild("items", Silent())
    log.record(put(4, "b", 7))  # traffic goes on

    comparison, found = different(projections)

    assert (comparison.old.version, comparison.new.version) == (1, 2)
    assert comparison.old.position == comparison.new.position == log.end()
    assert found == [
        RowDifference(
            DifferenceKind.DIFFERENT,
            {"shelf": shelf(number), "item": "b"},
            (FieldDifference("pieces", 1, pieces),),
        )
        for number, pieces in ((1, 2), (2, 5), (4, 7))
    ]
    projections.switch("items", Silent())
    assert different(projections)[1] == found  # afterwards, too: the former against the live


class Forgetful(Items):
    """Never clears a shelf, and drops c."""

    def fold(self, rows: tuple[ItemRow, ...], recorded: object) -> tuple[ItemRow, ...]:
        after = super().fold(rows, recorded)  # type: ignore[arg-type]
        return tuple(row for row in after or rows if row.item != "c")


def test_b7_the_diff_names_rows_that_only_one_of_both_has(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(2, "c", 4), cleared(1))
    prepared(database, log, [Forgetful()]).catch_up()
    mended = prepared(database, log, [Items()])
    mended.rebuild("items", Silent())

    _, (old, new) = different(mended)

    assert (old.kind, old.key["item"]) == (DifferenceKind.ONLY_OLD, "a")
    assert (new.kind, new.key["item"]) == (DifferenceKind.ONLY_NEW, "c")
    assert FieldDifference("pieces", None, 4) in new.fields
    assert FieldDifference("pieces", 1, None) in old.fields


def test_b7_a_stopped_projection_is_compared_where_it_stopped(database: Database) -> None:
    log = MemoryLog(put(1, "a"), taken(1, "a"))
    prepared(database, log, [Movements(poison="taken")]).catch_up()
    mended = prepared(database, log, [Movements()])
    mended.rebuild("movements", Silent())

    comparison, [added] = different(mended, "movements")

    assert (comparison.old.position, comparison.new.position) == (GAP, 2 * GAP)
    assert (added.kind, added.key) == (DifferenceKind.ONLY_NEW, {"position": 2 * GAP})


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
