"""B7: read models are built aside and switched whole."""

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.ports.progress import Silent
from application.ports.projections import EventNotProjected, ProjectionState
from application.ports.rows import ReadModelOutdated
from core.kernel.errors import NotFound
from core.kernel.event import Event
from infrastructure.database.database import Database
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.book import temporary_database
from tests.infrastructure.read_models.memory_log import (
    MemoryLog,
    cleared,
    dusted,
    put,
    shelf,
    taken,
)
from tests.infrastructure.read_models.readings import (
    items,
    movements,
    prepared,
    status_of,
    stored,
)
from tests.infrastructure.read_models.shelves import (
    ITEMS,
    ItemRow,
    Items,
    Movements,
    items_table,
    relabelled,
)

_SHELVES = st.integers(1, 3)
_WORDS = st.sampled_from("abc")
_EVENTS = st.lists(
    st.one_of(
        st.builds(put, _SHELVES, _WORDS, st.integers(-2, 2)),
        st.builds(taken, _SHELVES, _WORDS),
        st.builds(cleared, _SHELVES),
        st.builds(dusted, _SHELVES),
    ),
    max_size=25,
)


class Told:
    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def advance(self, work: str, *, done: int, total: int) -> None:
        self.steps.append((work, done, total))


@settings(max_examples=12, deadline=None)
@given(events=_EVENTS, live_page=st.integers(1, 4), page=st.integers(1, 30))
def test_live_and_rebuilt_rows_are_equal_wherever_pages_are_cut(
    events: list[Event], live_page: int, page: int
) -> None:
    with temporary_database() as database:
        log = MemoryLog()
        live = prepared(database, log, [Items(), Movements()], live_page)
        for first in range(0, len(events), 6):
            log.record(*events[first : first + 6])
            live.catch_up()
        before = items(database), movements(database)

        again = prepared(database, log, [Items(), Movements()], page)
        again.rebuild("items", Silent())
        again.rebuild("movements", Silent())

        assert (items(database), movements(database)) == before


def test_a_rebuild_mends_what_a_wrong_fold_wrote_and_tells_how_far_it_is(
    database: Database,
) -> None:
    log = MemoryLog(*(put(number, "a") for number in range(1, 9)))
    prepared(database, log, [Items(touch=relabelled("wrong"))]).catch_up()
    mended, told = prepared(database, log, [Items(touch=relabelled("right"))]), Told()
    log.record(put(9, "a"))

    mended.rebuild("items", told)
    mended.rebuild("items", Silent())  # and once more, on what the first one left

    assert [row.neighbours for row in items(database)] == [("right",)] * 9
    assert [(status.version, status.lag) for status in mended.status()] == [(1, 0)]
    name = "items_v1_new"
    assert told.steps == [(name, 12, 27), (name, 24, 27), (name, 27, 27)]


def test_what_happens_until_the_last_moment_of_a_rebuild_is_in_the_rebuilt_table(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"), put(2, "a"))
    live = prepared(database, log, [Items()])
    live.catch_up()
    log.after_next_page(partial(_one_more, log, live), at_end=True)

    live.rebuild("items", Silent())

    assert status_of(live, "items").lag == 0
    assert len(items(database)) == 3


def test_what_happens_until_a_new_version_is_live_is_in_it(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(2, "a"))
    old = prepared(database, log, [Items()])
    old.catch_up()
    log.after_next_page(partial(_one_more, log, old), at_end=True)

    prepared(database, log, [Items(version=2)])

    assert SqlRows(database).position(items_table(2)) == log.end()
    assert len(items(database, items_table(2))) == 3


def test_a_new_version_takes_over_from_one_that_stopped(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(3, "a"), put(2, "a"))
    prepared(database, log, [Items(touch=_refuse_shelf_three)]).catch_up()

    new = prepared(database, log, [Items(version=2)])

    assert len(items(database, items_table(2))) == 3
    assert [(status.position, status.error) for status in new.status()] == [(3, None), (9, None)]


def test_a_rebuild_takes_up_a_stopped_projection(database: Database) -> None:
    log = MemoryLog(put(1, "a"), taken(1, "a"))
    prepared(database, log, [Movements(poison="taken")]).catch_up()
    mended = prepared(database, log, [Movements()])
    assert status_of(mended, "movements").error

    mended.rebuild("movements", Silent())

    assert status_of(mended, "movements").error is None
    log.record(put(1, "b"))
    mended.catch_up()
    assert [row.kind for row in movements(database)] == ["put", "taken", "put"]


def test_a_failing_rebuild_names_the_event_and_leaves_the_live_rows(database: Database) -> None:
    log = MemoryLog(put(1, "a"), taken(1, "a"))
    prepared(database, log, [Movements()]).catch_up()
    broken = prepared(database, log, [Movements(poison="taken")])

    with pytest.raises(EventNotProjected, match=r"shelf\.taken\.v1 at position 6") as refused:
        broken.rebuild("movements", Silent())

    assert refused.value.advice == "Mend the cause, then run: perpetua projection rebuild movements"
    assert len(movements(database)) == 2
    states = {status.state: status.position for status in broken.status()}
    assert states == {ProjectionState.LIVE: 6, ProjectionState.BUILDING: 3}
    prepared(database, log, [Movements()]).rebuild("movements", Silent())
    assert len(movements(database)) == 2


def test_only_a_known_read_model_in_its_live_version_is_rebuilt(database: Database) -> None:
    log = MemoryLog()
    old = prepared(database, log, [Items()])
    prepared(database, log, [Items(version=2)])

    with pytest.raises(NotFound):
        old.rebuild("unheard_of", Silent())
    with pytest.raises(ReadModelOutdated):
        old.rebuild("items", Silent())


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
    failing = Items(version=2, touch=_refuse_shelf_three)
    with pytest.raises(EventNotProjected):
        prepared(database, log, [failing], page_size=2)
    assert len(items(database)) == 2  # the old version is still read

    goes_on = Items(version=2)
    prepared(database, log, [goes_on], page_size=2)

    assert goes_on.given == [0]  # one event was left
    assert len(items(database, items_table(2))) == 2


def _refuse_shelf_three(row: ItemRow) -> ItemRow:
    if row.shelf == shelf(3):
        raise ValueError("three")
    return row


def _one_more(log: MemoryLog, live: Projections) -> None:
    log.record(put(3, "a"))
    live.catch_up()
