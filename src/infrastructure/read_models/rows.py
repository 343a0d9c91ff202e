"""Reading the live version of a read model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy.exc import DataError

from application.ports.rows import Page
from application.projections.projection import Table
from core.kernel.errors import Invalid
from infrastructure.database.database import Database
from infrastructure.read_models.asking import mark_told, shape, values_told
from infrastructure.read_models.listing import LAST
from infrastructure.read_models.live_readings import Answer, LiveReadings
from infrastructure.read_models.statements import MOST, STEPS, Reading

R = TypeVar("R")
_MOST = 500
_IMPOSSIBLE_VALUE = (DataError, OverflowError, UnicodeError)


class SqlRows:
    """Adapter of Rows."""

    def __init__(self, database: Database) -> None:
        self._readings = LiveReadings(database)

    def position(self, table: Table[Any]) -> int:
        """See Rows."""
        return self._readings.position(table)

    def one(self, table: Table[R], where: Mapping[str, Any]) -> R | None:
        """See Rows.

        Raises:
            ValueError: several rows match.
        """
        reading = Reading(table, shape(where), None)
        wanted, found = self._readings.read(reading, values_told(table.name, where) | {MOST: 2})
        if len(found) > 1:
            raise ValueError(f"{table.name}: several rows match {sorted(where)}")
        rows: list[R] = wanted.rows(found)
        return rows[0] if rows else None

    def all(
        self, table: Table[R], where: Mapping[str, Any] | None = None, *, order: tuple[str, ...]
    ) -> tuple[R, ...]:
        """See Rows."""
        reading = Reading(table, shape(where or {}), order, whole=True)
        wanted, found = self._readings.read(reading, values_told(table.name, where or {}))
        return tuple(wanted.rows(found))

    def page(
        self,
        table: Table[R],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        after: str | None = None,
        until: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        """See Rows."""
        if not 1 <= limit <= _MOST:
            raise Invalid(f"A page has 1 to {_MOST} rows, not {limit}.")
        asked = where or {}
        reading = Reading(
            table, shape(asked), order, descending, after is not None, bounded=until is not None
        )
        told = values_told(table.name, asked) | {MOST: limit + 1}
        if until is not None:
            told |= mark_told(reading.cursors().values(until), name=LAST)
        wanted, found = self._behind(reading, told, after)
        items = tuple(wanted.rows(found[:limit]))
        if len(found) <= limit:
            return Page(items, until)
        return Page(items, reading.cursors().after(wanted.mark(found[limit - 1])))

    def ahead(
        self,
        table: Table[Any],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        after: str | None = None,
        steps: int,
    ) -> str | None:
        """See Rows."""
        asked = where or {}
        reading = Reading(table, shape(asked), order, descending, after is not None, ahead=True)
        told = values_told(table.name, asked) | {MOST: 1, STEPS: steps - 1}
        wanted, found = self._behind(reading, told, after)
        return reading.cursors().after(wanted.mark(found[0])) if found else None

    def _behind(self, reading: Reading, told: dict[str, Any], after: str | None) -> Answer:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        if after is None:
            return self._readings.read(reading, told)
        cursors = reading.cursors()
        mark = mark_told(cursors.values(after))
        try:
            return self._readings.read(reading, told | mark)
        except _IMPOSSIBLE_VALUE:
            raise cursors.foreign() from None

    def cursor(
        self,
        table: Table[Any],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        behind: Mapping[str, Any],
    ) -> str:
        """See Rows."""
        cursors = Reading(table, shape(where or {}), order, descending).cursors()
        return cursors.after(behind[name] for name in cursors.order)
