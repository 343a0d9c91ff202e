"""What the read models said at a position of the ledger, thing by thing (B5, D34)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from application.past.moment import AsOf, PastMoment, WasThen
from application.past.streams import in_utc
from application.ports.ledger import EventLog, Recorded
from application.ports.states import States
from application.projections.asset_record import AssetRecord
from application.projections.asset_states import AssetStateRow, AssetStates
from application.projections.projection import Projection
from core.kernel.errors import NotFound
from core.kernel.times import utc_text

R = TypeVar("R")
_ASSETS = AssetStates()


class PastRows:
    """Rows folded from nothing but the ledger's events up to a position.

    Assets come from the read model that keeps their states, as far as that has come.
    """

    def __init__(self, log: EventLog, states: States) -> None:
        self._log = log
        self._states = states

    def folded(
        self, projection: Projection[R], ids: Sequence[UUID], position: int
    ) -> Mapping[UUID, R]:
        """The row of each stream that had begun by then."""
        found = {}
        for id, story in self._log.streams_upto(ids, position).items():
            if row := _row(projection, story):
                found[id] = row
        return found

    def states(
        self, projection: Projection[R], ids: Sequence[UUID], position: int
    ) -> Mapping[UUID, R]:
        """The same of a projection whose rows succeed each other: probed, where they are kept."""
        known = self._states.at(projection.table, ids, position)
        return known.rows if known.stands >= position else self.folded(projection, ids, position)

    def assets(self, ids: Sequence[UUID], position: int) -> Mapping[UUID, AssetRecord]:
        """Each asset that existed by then, as it was."""
        rows = self.states(_ASSETS, ids, position)
        return {id: row.record for id, row in rows.items()}

    def asset(self, id: UUID, moment: datetime) -> tuple[int, AssetStateRow | None]:
        """The ledger's position at a time with zone, and the asset; None: it did not exist.

        Raises:
            Invalid: the time has no zone.
        """
        known = self._states.at_time(_ASSETS.table, id, in_utc(moment))
        rows = known.rows
        if known.stands < known.position:
            rows = self.folded(_ASSETS, (id,), known.position)
        return known.position, rows.get(id)

    def one(
        self, projection: Projection[R], id: UUID, moment: PastMoment, *, called: str
    ) -> WasThen[R]:
        """A thing whose row is made of one stream.

        Raises:
            NotFound: there is no such thing, or it did not exist then.
            Invalid: a time without zone, a version that is none, or not one of both.
        """
        whole = self._log.stream(id)
        if _row(projection, whole) is None:
            raise NotFound(called, str(id))
        position = moment.position(self._log)
        story = moment.story(whole, position)
        row = _row(projection, story)
        if row is None:
            born = utc_text(whole[0].metadata.time)
            advice = f"It began at {born}; ask for that time or a later one."
            raise NotFound(called, f"{id} at that time yet", advice=advice)
        last = story[-1]
        stand = last.position if position is None else position
        return WasThen(row, AsOf(stand, last.version, last.metadata.time))


def _row(projection: Projection[R], story: Sequence[Recorded]) -> R | None:
    rows: tuple[R, ...] = ()
    for recorded in story:
        if projection.group_of(recorded) is not None:
            rows = projection.fold(rows, recorded)
    return rows[0] if rows else None
