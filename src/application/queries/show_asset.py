"""One asset: as it is, or as it was at a time or a version (S24, B5, D34)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.messages import Query
from application.past.moment import AsOf
from application.past.rows import PastRows
from application.past.streams import in_utc
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Recorded
from application.principal import STAFF, Principal
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import AssetRecord
from application.queries.asset_view import AssetView
from application.queries.seen_assets import view_of
from core.kernel.errors import Invalid, NotFound
from core.kernel.times import utc_text


@dataclass(frozen=True)
class AssetAsOf:
    asset: AssetView
    as_of: AsOf


class ShowAsset(Query[AssetAsOf]):
    """`at` is a time with zone: the ledger up to the last event decided by then (D34)."""

    roles = STAFF
    asset_id: UUID
    at: datetime | None = None
    version: int | None = None


class ShowAssetHandler:
    """Now and in a version an asset is folded from its own events; at a time it is looked up among
    its states, which the same fold made."""

    def __init__(self, log: EventLog, past: PastRows, clock: Clock) -> None:
        self._log = log
        self._past = past
        self._clock = clock

    def __call__(self, query: ShowAsset, by: Principal) -> AssetAsOf:
        """
        Raises:
            NotFound: no such asset, or it did not exist then.
            Invalid: a time without zone, a version that is none, or both a time and a version.
        """
        if query.at is not None and query.version is not None:
            raise Invalid("Ask for a time or for a version, not for both.")
        if query.at is not None:
            return self._at(query.asset_id, query.at, by)
        story = _until(self._log.stream(query.asset_id), query.version)
        record = folded(story)
        if record is None:
            raise NotFound("asset", str(query.asset_id))
        last = story[-1]
        seen_at = self._clock.now() if query.version is None else last.metadata.time
        shown = view_of(record, by, at=seen_at)
        return AssetAsOf(shown, AsOf(last.position, last.version, last.metadata.time))

    def _at(self, asset_id: UUID, at: datetime, by: Principal) -> AssetAsOf:
        position, state = self._past.asset(asset_id, at)
        if state is None:
            raise self._not_there(asset_id)
        shown = view_of(state.record, by, at=in_utc(at))
        return AssetAsOf(shown, AsOf(position, state.record.version, state.time))

    def _not_there(self, asset_id: UUID) -> NotFound:
        story = self._log.stream(asset_id)
        if folded(story) is None:
            return NotFound("asset", str(asset_id))
        born = utc_text(story[0].metadata.time)
        advice = f"It was created at {born}; ask for that time or a later one."
        return NotFound("asset", f"{asset_id} at that time yet", advice=advice)


def _until(story: Sequence[Recorded], version: int | None) -> Sequence[Recorded]:
    if version is None:
        return story
    if story and not 1 <= version <= len(story):
        raise Invalid(f"The asset has the versions 1 to {len(story)}, not {version}.")
    return story[:version]


def folded(story: Sequence[Recorded]) -> AssetRecord | None:
    """The asset that its events add up to; None for those of anything else."""
    record: AssetRecord | None = None
    for each in story:
        record = fold_asset(record, each)
    return record
