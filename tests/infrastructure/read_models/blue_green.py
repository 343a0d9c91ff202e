"""A program that can go from one version of a read model to another, and back."""

from dataclasses import replace

from application.ports.progress import Silent
from application.ports.projections import Comparison, ProjectionState, RowDifference
from infrastructure.database.database import Database
from infrastructure.read_models.projections import Projections
from tests.infrastructure.read_models.memory_log import MemoryLog
from tests.infrastructure.read_models.readings import prepared
from tests.infrastructure.read_models.shelves import ItemRow, Items, items_table

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
