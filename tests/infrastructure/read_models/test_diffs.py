"""B7: what a switch changes, row by row."""

from application.ports.progress import Silent
from application.ports.projections import DifferenceKind, FieldDifference, RowDifference
from infrastructure.database.database import Database
from tests.infrastructure.read_models.blue_green import both_versions, different
from tests.infrastructure.read_models.memory_log import GAP, MemoryLog, cleared, put, shelf, taken
from tests.infrastructure.read_models.readings import prepared
from tests.infrastructure.read_models.shelves import ItemRow, Items, Movements


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
