"""P3, P4: a table that nobody reads is filled in memory, and holds what any other way gives."""

import gc
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import inspect

from application.ports.ledger import Recorded
from application.ports.progress import Silent
from infrastructure.database.database import Database
from infrastructure.read_models.build import Build
from infrastructure.read_models.folding import concerning, folded
from infrastructure.read_models.loading import Loading
from infrastructure.read_models.spilled import Spilled
from infrastructure.read_models.step import Follower, Overtaken
from tests.infrastructure.read_models.memory_log import MemoryLog, dusted, long_log, put
from tests.infrastructure.read_models.readings import items, prepared, status_of
from tests.infrastructure.read_models.shelves import Items

_PAGE = 20


class Narrowed(Items):
    topics = "shelf.put."

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def group_of(self, recorded: Recorded) -> Any | None:
        self.asked.append(recorded.topic)
        return super().group_of(recorded)


def begun(database: Database, log: MemoryLog) -> Follower[Any]:
    """Of a table that is empty and live, so that the tests can read it."""
    prepared(database, log, [Items()])
    return Follower(Items(), Build("items", 1), database.engine.dialect)


@pytest.mark.parametrize("held", [0, 3, 100])
def test_p3_however_few_groups_stay_in_memory_the_rows_are_those_of_one_fold(
    database: Database, held: int
) -> None:
    log = long_log()
    loading = Loading(database, begun(database, log), held=held)
    position = 0
    while events := log.page(position, _PAGE):
        loading.take(position, events, events[-1])
        position = events[-1].position

    alone = folded(Items(), (), concerning(Items(), log.recorded))
    assert set(items(database)) == set(alone.values())


def test_p3_a_load_goes_on_in_a_table_that_has_rows(database: Database) -> None:
    log = MemoryLog(put(1, "a", 2), put(1, "b"), put(2, "a"))
    follower = begun(database, log)
    some = log.page(0, 2)
    Loading(database, follower).take(0, some, some[-1])

    log.record(put(1, "a", 5))
    others = log.page(some[-1].position, _PAGE)
    Loading(database, follower).take(some[-1].position, others, others[-1])

    assert {(row.shelf.int, row.item): row.pieces for row in items(database)} == {
        (1, "a"): 7,
        (1, "b"): 1,
        (2, "a"): 1,
    }


def test_b7_who_is_overtaken_while_loading_stores_nothing(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(2, "a"))
    follower = begun(database, log)
    slow, quick = Loading(database, follower), Loading(database, follower)
    both = log.page(0, 2)
    quick.take(0, both, both[1])

    with pytest.raises(Overtaken):
        slow.take(0, both[:1], both[0])
    assert len(items(database)) == 2


def test_b7_a_load_that_failed_forgets_what_it_did_not_store(database: Database) -> None:
    log = MemoryLog(put(1, "a"), put(1, "a"))
    loading, events = Loading(database, begun(database, log)), log.page(0, 2)
    with database.derived.begin() as connection:
        connection.exec_driver_sql("UPDATE projection_builds SET position = 1")
    with pytest.raises(Overtaken):
        loading.take(0, events[:1], events[0])
    with database.derived.begin() as connection:
        connection.exec_driver_sql("UPDATE projection_builds SET position = 0")

    loading.take(0, events, events[1])

    assert [row.pieces for row in items(database)] == [2]


def test_p3_a_rebuild_reads_no_event_that_the_projection_says_it_never_folds(
    database: Database,
) -> None:
    log = MemoryLog(dusted(1), put(1, "a"), dusted(1), dusted(2))
    put_away = Narrowed()
    projections = prepared(database, log, [put_away])

    projections.rebuild("items", Silent(), switch=True)

    assert put_away.asked == ["shelf.put.v1"]
    assert len(items(database)) == 1
    assert status_of(projections, "items").lag == 0


def test_p6_a_rebuilt_table_has_the_indexes_of_the_first(database: Database) -> None:
    log = MemoryLog(put(1, "a"))
    projections = prepared(database, log, [Items()])
    projections.rebuild("items", Silent(), switch=True)

    first, rebuilt = (
        sorted(each["column_names"] for each in inspect(database.engine).get_indexes(name))
        for name in ("items_v1", "items_v1_2")
    )
    assert first == rebuilt == [["pieces", "shelf", "item"]]
    assert gc.isenabled()


def test_p4_awkward_texts_are_what_they_were(database: Database) -> None:
    """However a database takes many rows at once."""
    awkward = ["", "\\N", "a\tb", "a\nb\r\n", "c:\\new", '"\\"', "Ánna – „so“", "\\."]
    log = MemoryLog(*(put(1, item) for item in awkward))
    projections = prepared(database, log, [Items()], page_size=100)

    projections.rebuild("items", Silent(), switch=True)

    found = items(database)
    assert {row.item for row in found} == set(awkward)
    assert max((row.neighbours for row in found), key=len) == tuple(sorted(awkward[:-1]))


def test_what_was_spilled_is_always_known_and_what_was_not_seldom() -> None:
    spilled = Spilled(everything=False)
    for number in range(1_000):
        spilled.add(UUID(int=number))

    assert all(UUID(int=number) in spilled for number in range(1_000))
    assert not all(UUID(int=number) in spilled for number in range(1_000, 2_000))
    assert "anything" in Spilled(everything=True)
