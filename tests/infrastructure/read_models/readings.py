"""What the tests look at: all rows of a table, live or not, and the state of the projections."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select

from application.ports.projections import ProjectionStatus
from application.projections.projection import Projection, Table
from infrastructure.database.database import Database
from infrastructure.read_models.columns import sql_table
from infrastructure.read_models.folding import concerning, folded
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.memory_log import MemoryLog
from tests.infrastructure.read_models.shelves import (
    ITEMS,
    MOVEMENTS,
    ItemRow,
    Items,
    MovementRow,
    Movements,
)

R = TypeVar("R")


def items(database: Database, table: Table[ItemRow] = ITEMS) -> tuple[ItemRow, ...]:
    return SqlRows(database).all(table, order=("shelf", "item"))


def movements(database: Database) -> tuple[MovementRow, ...]:
    return SqlRows(database).all(MOVEMENTS, order=("position",))


def stored(database: Database, table: Table[R], name: str) -> set[Any]:
    """The rows of a table that need not be live."""
    with database.engine.begin() as connection:
        found = connection.execute(select(sql_table(table, name)))
        return {table.row(*values) for values in found}


def prepared(
    database: Database,
    log: MemoryLog,
    projections: Sequence[Projection[Any]],
    page_size: int = 4,
) -> Projections:
    made = Projections(
        database,
        log,
        projections,
        page_size=page_size,
        pages_at_once=1,
        seconds=lambda: log.seconds,
    )
    made.prepare()
    return made


def status_of(projections: Projections, name: str) -> ProjectionStatus:
    """Of the table of that name that readers see."""
    (status,) = (each for each in projections.status() if each.name == name and each.live)
    return status


def assert_undisturbed(database: Database, log: MemoryLog) -> None:
    """The rows are those of one process that folds alone."""
    alone = folded(Items(), (), concerning(Items(), log.recorded))
    assert set(items(database)) == set(alone.values())
    assert [row.position for row in movements(database)] == [
        recorded.position for _, recorded in concerning(Movements(), log.recorded)
    ]
