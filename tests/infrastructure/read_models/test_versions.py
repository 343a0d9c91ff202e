"""B7: a new version is built aside, then goes live at one instant."""

from functools import partial

import pytest

from application.ports.projections import EventNotProjected, ProjectionState
from application.ports.rows import ReadModelOutdated
from infrastructure.database.database import Database
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.memory_log import (
    MemoryLog,
    put,
    shelf,
    taken,
)
from tests.infrastructure.read_models.readings import (
    items,
    prepared,
    stored,
)
from tests.infrastructure.read_models.shelves import (
    ITEMS,
    ItemRow,
    Items,
    items_table,
    relabelled,
)


def test_what_happens_until_a_new_version_is_live_is_in_it(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(2, "a"))
    old = prepared(database, log, [Items()])
    old.catch_up()
    log.after_next_page(partial(_one_more, log, old))

    prepared(database, log, [Items(version=2)])

    assert SqlRows(database).position(items_table(2)) == log.end()
    assert len(items(database, items_table(2))) == 3


def test_a_new_version_takes_over_from_one_that_stopped(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(3, "a"), put(2, "a"))
    prepared(database, log, [Items(touch=_refuse_shelf_three)]).catch_up()

    new = prepared(database, log, [Items(version=2)])

    assert len(items(database, items_table(2))) == 3
    former, live = new.status()
    assert (former.state, former.position) == (ProjectionState.RETIRED, 3)
    assert former.error  # why is still to be read
    assert (live.state, live.position, live.error) == (ProjectionState.LIVE, 9, None)


def test_a_new_version_is_built_aside_and_then_live_and_the_old_table_stays(
    database: Database,
) -> None:
    log = MemoryLog(*(put(number, "a") for number in range(1, 9)))
    old = prepared(database, log, [Items()])
    old.catch_up()
    rows_before = items(database)
    log.record(put(9, "a"))

    new = prepared(database, log, [Items(version=2, touch=relabelled("new"))])

    assert [row.neighbours for row in items(database, items_table(2))] == [("new",)] * 9
    assert stored(database, ITEMS, "items_v1") == set(rows_before)
    states = {status.version: status.state for status in new.status()}
    assert states == {1: ProjectionState.RETIRED, 2: ProjectionState.LIVE}
    with pytest.raises(ReadModelOutdated):
        items(database)


def test_an_older_program_beside_a_newer_one_neither_projects_nor_switches_back(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"))
    old = prepared(database, log, [Items()])
    new = prepared(database, log, [Items(version=2)])
    log.record(put(2, "a"))

    old.prepare()
    old.catch_up()

    assert [status.position for status in new.status()] == [0, 3]
    new.catch_up()
    assert len(items(database, items_table(2))) == 2


def test_an_interrupted_build_of_a_version_goes_on_where_it_stood(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(2, "a"), taken(2, "a"), put(3, "a"))
    prepared(database, log, [Items()]).catch_up()
    killed = Items(version=2, touch=_die_at_shelf_three)
    with pytest.raises(KeyboardInterrupt):
        prepared(database, log, [killed], page_size=2)
    assert len(items(database)) == 2  # the old version is still read

    goes_on = Items(version=2)
    prepared(database, log, [goes_on], page_size=2)

    assert goes_on.given == [1, 0]  # two events were left
    assert len(items(database, items_table(2))) == 2


def test_a_build_of_a_version_that_failed_is_begun_anew_with_the_mended_fold(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"), put(2, "a"), taken(2, "a"), put(3, "a"))
    prepared(database, log, [Items()]).catch_up()
    with pytest.raises(EventNotProjected):
        prepared(database, log, [Items(version=2, touch=_refuse_shelf_three)], page_size=2)
    assert len(items(database)) == 2  # the old version is still read

    anew = Items(version=2, touch=relabelled("mended"))
    prepared(database, log, [anew])

    assert [row.neighbours for row in items(database, items_table(2))] == [("mended",)] * 2


def _refuse_shelf_three(row: ItemRow) -> ItemRow:
    if row.shelf == shelf(3):
        raise ValueError("three")
    return row


def _one_more(log: MemoryLog, live: Projections) -> None:
    log.record(put(3, "a"))
    live.catch_up()


def _die_at_shelf_three(row: ItemRow) -> ItemRow:
    if row.shelf == shelf(3):
        raise KeyboardInterrupt
    return row
