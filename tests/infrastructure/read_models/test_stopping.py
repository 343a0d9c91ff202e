"""A projection that cannot take an event stops there; the others go on."""

from dataclasses import replace

import pytest

from application.ports.ledger import Recorded
from application.ports.projections import EventNotProjected, ProjectionState, Stop
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build
from tests.infrastructure.read_models.memory_log import (
    NOON,
    MemoryLog,
    put,
    shelf,
    taken,
)
from tests.infrastructure.read_models.readings import items, movements, prepared, status_of
from tests.infrastructure.read_models.shelves import ItemRow, Items, Movements


def test_a_poisoned_event_stops_only_its_projection_and_the_error_names_the_event(
    database: Database,
) -> None:
    log = MemoryLog(put(1, "a"), put(1, "b"), taken(1, "a"), put(1, "c"), put(1, "d"))
    projections = prepared(database, log, [Items(), Movements(poison="taken")], page_size=10)

    projections.catch_up()

    assert [row.item for row in items(database)] == ["b", "c", "d"]
    stopped = status_of(projections, "movements")
    assert (stopped.position, stopped.lag, stopped.rows) == (6, 3, 2)  # all before it is there
    assert stopped.state is ProjectionState.STOPPED
    assert stopped.live
    assert stopped.error
    assert stopped.error.position == 9
    assert (stopped.error.topic, stopped.error.stream_id) == ("shelf.taken.v1", shelf(1))
    assert stopped.error.message == (
        "movements v1 cannot take shelf.taken.v1 at position 9 (version 1 of stream "
        f"{shelf(1)}): ValueError: nobody told me about taken"
    )
    log.record(put(1, "e"))
    projections.catch_up()
    assert status_of(projections, "items").lag == 0
    assert status_of(projections, "movements") == replace(stopped, lag=stopped.lag + 1)


def test_a_row_that_the_store_cannot_keep_is_the_fault_of_its_event(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(2, "b", 2**63), put(3, "c"))
    projections = prepared(database, log, [Items(), Movements()])

    projections.catch_up()

    error = status_of(projections, "items").error
    assert error is not None
    assert "shelf.put.v1 at position 6" in error.message
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


def test_an_error_that_somebody_has_got_past_meanwhile_is_not_noted(database: Database) -> None:
    projections = prepared(database, MemoryLog(put(1, "a"), put(1, "b")), [Items()])
    projections.catch_up()

    with database.writing().begin() as connection:
        told = Stop(6, "shelf.put.v1", shelf(1), "of an older program")
        versions.stop(connection, Build("items", 1), told)

    assert status_of(projections, "items").error is None


def test_b7_a_stopped_projection_tries_its_event_again_and_goes_on(database: Database) -> None:
    log = MemoryLog(put(1, "a"), taken(1, "a"), put(1, "b"))
    broken = prepared(database, log, [Items(), Movements(poison="taken")])
    broken.catch_up()
    with pytest.raises(EventNotProjected, match=r"shelf\.taken\.v1 at position 6") as again:
        broken.retry("movements")
    assert "perpetua projection retry movements" in again.value.advice
    mended = prepared(database, log, [Items(), Movements()])

    mended.retry("movements")

    assert [row.kind for row in movements(database)] == ["put", "taken", "put"]
    assert status_of(mended, "movements").state is ProjectionState.LIVE


def test_b7_the_status_tells_since_when_a_projection_is_behind(database: Database) -> None:
    log = MemoryLog(put(1, "a"), taken(1, "a"), put(1, "b"))
    projections = prepared(database, log, [Items(), Movements(poison="taken")])

    projections.catch_up()

    behind, abreast = (status_of(projections, name) for name in ("movements", "items"))
    assert (behind.lag, behind.behind_since) == (2, NOON)
    assert (abreast.lag, abreast.behind_since) == (0, None)
