"""B7 B24: rows that were made from events which a restore took away are never read again."""

from __future__ import annotations

from random import Random

import pytest

from application.ports.progress import Silent
from application.ports.projections import AheadOfLedger, ProjectionState
from core.kernel.event import Event
from infrastructure.database.database import Database
from infrastructure.read_models.projections import Projections
from tests.infrastructure.read_models.memory_log import GAP, MemoryLog, cleared, dusted, put, taken
from tests.infrastructure.read_models.readings import (
    assert_undisturbed,
    items,
    prepared,
    status_of,
    stored,
)
from tests.infrastructure.read_models.shelves import ITEMS, ItemRow, Items, Movements

AHEAD, LIVE = ProjectionState.AHEAD, ProjectionState.LIVE


def started(database: Database, log: MemoryLog) -> Projections:
    return prepared(database, log, [Items(), Movements()])


def three_puts() -> MemoryLog:
    return MemoryLog(put(1, "a"), put(2, "b"), put(3, "c"))


@pytest.mark.parametrize("restarts", [True, False], ids=["restarted", "running"])
@pytest.mark.parametrize("grown", [0, 1, 2, 3, 4])
def test_rows_of_a_restored_ledger_are_made_anew_however_far_it_has_grown_since(
    database: Database, grown: int, restarts: bool
) -> None:
    """With two events it has grown to the very position where the tables stood."""
    log = three_puts()
    projections = started(database, log)
    projections.catch_up()
    log.restore(1)
    log.record(*(put(9, f"new {number}") for number in range(grown)))
    if restarts:
        projections = started(database, log)

    projections.catch_up()

    assert_undisturbed(database, log)
    assert [row.item for row in items(database)][:1] == ["a"]
    assert status_of(projections, "items").build == 2
    projections.catch_up()
    assert status_of(projections, "items").build == 2  # once is enough


def test_the_rows_of_what_was_lost_are_kept_and_shown_until_somebody_drops_them(
    database: Database,
) -> None:
    log = three_puts()
    projections = started(database, log)
    projections.catch_up()
    lost = items(database)
    log.restore(1)
    assert {each.state for each in projections.status()} == {AHEAD}

    projections.catch_up()

    assert [each.state for each in projections.status()] == [AHEAD, LIVE] * 2
    assert stored(database, ITEMS, "items_v1") == set(lost)
    for name in ("items", "movements"):
        projections.drop(name)
    assert [each.state for each in projections.status()] == [LIVE, LIVE]


def test_a_ledger_restored_to_where_the_tables_stand_is_no_other_ledger(
    database: Database,
) -> None:
    log = three_puts()
    started(database, log).catch_up()
    log.record(put(4, "d"))
    log.restore(3)
    log.record(put(5, "e"))

    projections = started(database, log)
    projections.catch_up()

    assert_undisturbed(database, log)
    assert [each.build for each in projections.status()] == [1, 1]


def test_an_emptied_ledger_empties_the_tables(database: Database) -> None:
    log = three_puts()
    projections = started(database, log)
    projections.catch_up()
    log.restore(0)
    projections.catch_up()
    assert items(database) == ()


def test_a_read_model_that_had_stopped_is_made_anew_as_well(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(1, "b"), taken(1, "a"))
    poisoned = prepared(database, log, [Items(), Movements(poison="taken")])
    poisoned.catch_up()
    assert status_of(poisoned, "movements").error
    log.restore(1)
    log.record(put(1, "c"))

    poisoned.catch_up()

    assert_undisturbed(database, log)
    assert status_of(poisoned, "movements").error is None


def test_a_table_that_was_ready_or_retired_is_neither_switched_to_nor_gone_back_to(
    database: Database,
) -> None:
    log = three_puts()
    projections = started(database, log)
    projections.catch_up()
    projections.rebuild("items", Silent(), switch=True)
    projections.rebuild("items", Silent())
    log.restore(1)
    log.record(put(9, "x"), put(9, "y"), put(9, "z"))
    projections.catch_up()

    for act in (projections.switch, projections.rollback):
        with pytest.raises(AheadOfLedger) as refused:
            act("items", Silent())
        assert "projection rebuild items" in refused.value.advice
    projections.rebuild("items", Silent(), switch=True)
    assert_undisturbed(database, log)


def test_a_killed_rebuild_that_stands_on_the_lost_ledger_is_begun_anew(database: Database) -> None:
    log = three_puts()
    projections = started(database, log)
    projections.catch_up()
    dying = prepared(database, log, [Items(touch=_dies_at_c), Movements()], page_size=1)
    with pytest.raises(KeyboardInterrupt):
        dying.rebuild("items", Silent())
    log.restore(1)
    log.record(put(9, "x"), put(9, "y"))

    projections.catch_up()
    projections.rebuild("items", Silent(), switch=True)

    assert_undisturbed(database, log)


def test_a_table_that_an_older_program_moved_is_trusted_if_its_event_is_there(
    database: Database,
) -> None:
    """An older Perpetua, beside which a migration runs, knows no marks."""
    log = three_puts()
    started(database, log).catch_up()
    with database.writing().begin() as connection:
        connection.exec_driver_sql(f"UPDATE projection_builds SET position = {2 * GAP}")
    projections = started(database, log)
    assert {each.state for each in projections.status()} == {LIVE}
    with database.writing().begin() as connection:
        connection.exec_driver_sql(f"UPDATE projection_builds SET position = {2 * GAP + 1}")
    assert {each.state for each in projections.status()} == {AHEAD}


def test_a_table_that_the_restored_book_does_not_know_is_in_nobodys_way(
    database: Database,
) -> None:
    log = three_puts()
    projections = started(database, log)
    projections.catch_up()
    with database.writing().begin() as connection:
        connection.exec_driver_sql("CREATE TABLE items_v1_2 (left_over text)")
    projections.rebuild("items", Silent(), switch=True)
    assert_undisturbed(database, log)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_restored_whoever_reads_sees_the_rows_of_the_ledger_that_is_there(
    database: Database, seed: int
) -> None:
    """Random cuts, growth, restarts and rebuilds, by processes that remember where they stood."""
    chance = Random(seed)
    log = MemoryLog()
    processes = [started(database, log) for _ in range(3)]
    for _ in range(25):
        if chance.random() < 0.4:
            log.restore(chance.randint(0, len(log.recorded)))
        log.record(*(_anything(chance) for _ in range(chance.choice((0, 0, 1, 1, 2, 5, 20)))))
        if chance.random() < 0.3:
            processes[chance.randrange(3)] = started(database, log)
        reader = chance.choice(processes)
        reader.catch_up()
        assert_undisturbed(database, log)
        if chance.random() < 0.15:
            reader.rebuild("items", Silent(), switch=chance.random() < 0.5)
            assert_undisturbed(database, log)


def _anything(chance: Random) -> Event:
    on, item = chance.randrange(4), chance.choice("abc")
    return chance.choice(
        (put(on, item, chance.randrange(9)), taken(on, item), cleared(on), dusted(on))
    )


def _dies_at_c(row: ItemRow) -> ItemRow:
    if row.item == "c":
        raise KeyboardInterrupt
    return row
