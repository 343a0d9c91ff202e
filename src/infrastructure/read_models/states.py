"""One probe from a thing and a moment to what it was then (B5, D34)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.exc import ProgrammingError

from application.ports.rows import ReadModelOutdated
from application.ports.states import Known
from application.projections.projection import Table
from infrastructure.database.database import Database
from infrastructure.database.ledger_times import text_of_time
from infrastructure.read_models import versions
from infrastructure.read_models.probing import Probe, Told

R = TypeVar("R")
Asked = Callable[[Probe[Any]], tuple[str, Told]]


class SqlStates:
    """Adapter of States.

    Which table is live is remembered, and looked up in the same statement: so a read is one
    statement, and never of a table that was switched away.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._probes: dict[str, Probe[Any]] = {}

    def at(self, table: Table[R], groups: Sequence[UUID], position: int) -> Known[R]:
        """See States."""
        return self._known(
            table, lambda probe: (probe.by_position, (position, probe.several(groups)))
        )

    def at_time(self, table: Table[R], group: UUID, moment: datetime) -> Known[R]:
        """See States."""
        time = text_of_time(moment).encode()
        return self._known(table, lambda probe: (probe.by_time, (time, time, probe.one(group))))

    def _known(self, table: Table[R], asked: Asked) -> Known[R]:
        probe = self._probes.get(table.name) or self._probe_live(table)
        found = self._answer(probe, asked)
        if not found:  # another table was put live since
            probe = self._probe_live(table)
            found = self._database.probe(*asked(probe))
        if not found:
            raise ReadModelOutdated(table, live=None)
        position, stands = found[0][:2]
        return Known(position, stands, probe.rows(found))

    def _answer(self, probe: Probe[Any], asked: Asked) -> list[Told]:
        try:
            return self._database.probe(*asked(probe))
        except (sqlite3.OperationalError, ProgrammingError):
            return []  # the table was dropped: another is live

    def _probe_live(self, table: Table[R]) -> Probe[R]:
        with self._database.engine.begin() as connection:
            live = versions.live(connection, table.name)
        if live is None or not table.reads(live.build.version):
            raise ReadModelOutdated(table, live=live.build.version if live else None)
        probe = Probe(table, live.build, self._database.engine.dialect)
        self._probes[table.name] = probe
        return probe
