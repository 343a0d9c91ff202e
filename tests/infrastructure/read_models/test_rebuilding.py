"""B7: a read model is rebuilt aside, then takes the place of the old one whole."""

from functools import partial

import pytest

from application.ports.progress import Silent
from application.ports.projections import EventNotProjected, NoSuchBuild, ProjectionState
from application.ports.rows import ReadModelOutdated
from core.kernel.errors import NotFound
from infrastructure.database.database import Database
from infrastructure.read_models.projections import Projections
from tests.infrastructure.read_models.memory_log import (
    MemoryLog,
    put,
    shelf,
    taken,
)
from tests.infrastructure.read_models.readings import (
    items,
    movements,
    prepared,
    status_of,
)
from tests.infrastructure.read_models.shelves import (
    ItemRow,
    Items,
    Movements,
    relabelled,
)


class Told:
    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def advance(self, work: str, *, done: int, total: int) -> None:
        self.steps.append((work, done, total))


def test_a_rebuild_mends_what_a_wrong_fold_wrote_and_tells_how_far_it_is(
    database: Database,
) -> None:
    log = MemoryLog(*(put(number, "a") for number in range(1, 9)))
    prepared(database, log, [Items(touch=relabelled("wrong"))]).catch_up()
    mended, told = prepared(database, log, [Items(touch=relabelled("right"))]), Told()
    log.record(put(9, "a"))

    mended.rebuild("items", told, switch=True)
    mended.rebuild("items", Silent(), switch=True)  # and once more, on what the first one left

    assert [row.neighbours for row in items(database)] == [("right",)] * 9
    assert [(each.build, each.state) for each in mended.status()] == [
        (2, ProjectionState.RETIRED),
        (3, ProjectionState.LIVE),
    ]
    name = "items_v1_2"
    assert told.steps == [(name, 12, 27), (name, 24, 27), (name, 27, 27)]


def test_what_happens_until_the_last_moment_of_a_rebuild_is_in_the_rebuilt_table(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"), put(2, "a"))
    live = prepared(database, log, [Items()])
    live.catch_up()
    log.after_next_page(partial(_one_more, log, live))

    live.rebuild("items", Silent(), switch=True)

    assert status_of(live, "items").lag == 0
    assert len(items(database)) == 3


def test_a_rebuild_takes_up_a_stopped_projection(database: Database) -> None:
    log = MemoryLog(put(1, "a"), taken(1, "a"))
    prepared(database, log, [Movements(poison="taken")]).catch_up()
    mended = prepared(database, log, [Movements()])
    assert status_of(mended, "movements").error

    mended.rebuild("movements", Silent(), switch=True)

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

    assert len(movements(database)) == 2
    live, failed = broken.status()
    assert (live.state, live.position, live.error) == (ProjectionState.LIVE, 6, None)
    assert (failed.state, failed.position) == (ProjectionState.BUILDING, 3)
    assert failed.error == refused.value.stop
    prepared(database, log, [Movements()]).rebuild("movements", Silent(), switch=True)
    assert len(movements(database)) == 2


def test_b7_a_killed_rebuild_goes_on_where_it_stood_and_was_never_read(
    database: Database,
) -> None:
    log = MemoryLog(*(put(number, "a") for number in range(1, 9)))
    prepared(database, log, [Items()]).catch_up()

    def killed(row: ItemRow) -> ItemRow:
        if row.shelf == shelf(7):
            raise KeyboardInterrupt
        return row

    with pytest.raises(KeyboardInterrupt):
        prepared(database, log, [Items(touch=killed)]).rebuild("items", Silent(), switch=True)
    assert len(items(database)) == 8
    goes_on = Items()
    again = prepared(database, log, [goes_on])
    with pytest.raises(NoSuchBuild):
        again.switch("items", Silent())

    again.rebuild("items", Silent(), switch=True)

    assert len(goes_on.given) == 4  # one page of two was there
    assert len(items(database)) == 8


def test_only_a_known_read_model_in_its_live_version_is_rebuilt(database: Database) -> None:
    log = MemoryLog()
    old = prepared(database, log, [Items()])
    prepared(database, log, [Items(version=2)])

    with pytest.raises(NotFound):
        old.rebuild("unheard_of", Silent())
    with pytest.raises(ReadModelOutdated):
        old.rebuild("items", Silent())


def _one_more(log: MemoryLog, live: Projections) -> None:
    log.record(put(3, "a"))
    live.catch_up()
