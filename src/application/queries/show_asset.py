"""One asset: as it is, or as it was at a time or a version (S24, B5, D34)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.messages import Query
from application.past import in_utc
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Recorded
from application.principal import STAFF, Principal
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import AssetRecord
from application.queries.asset_view import AssetView, view_of
from core.kernel.errors import Invalid, NotFound


@dataclass(frozen=True)
class AsOf:
    """Where in the ledger an answer stands; `time` is the asset's last event by then."""

    position: int
    version: int
    time: datetime


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
    """Folds the asset's own events, so that past and present come from the same code."""

    def __init__(self, log: EventLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def __call__(self, query: ShowAsset, by: Principal) -> AssetAsOf:
        """
        Raises:
            NotFound: no such asset, or it did not exist then.
            Invalid: a time without zone, a version that is none, or both a time and a version.
        """
        if query.at is not None and query.version is not None:
            raise Invalid("Ask for a time or for a version, not for both.")
        end = self._log.position_at(in_utc(query.at)) if query.at else None
        whole = self._log.stream(query.asset_id)
        story = _until(whole, end, query.version)
        record = folded(story)
        if record is None:
            raise _not_there(query.asset_id, whole)
        last = story[-1]
        position = last.position if end is None else end
        seen_at = in_utc(query.at) if query.at else self._clock.now()
        if query.version is not None:
            seen_at = last.metadata.time
        shown = view_of(record, by, at=seen_at)
        return AssetAsOf(shown, AsOf(position, last.version, last.metadata.time))


def _until(story: Sequence[Recorded], end: int | None, version: int | None) -> Sequence[Recorded]:
    if end is not None:
        return [each for each in story if each.position <= end]
    if version is None:
        return story
    if story and not 1 <= version <= len(story):
        raise Invalid(f"The asset has the versions 1 to {len(story)}, not {version}.")
    return story[:version]


def _not_there(asset_id: UUID, story: Sequence[Recorded]) -> NotFound:
    if folded(story) is None:
        return NotFound("asset", str(asset_id))
    born = story[0].metadata.time.isoformat()
    advice = f"It was created at {born}; ask for that time or a later one."
    return NotFound("asset", f"{asset_id} at that time yet", advice=advice)


def folded(story: Sequence[Recorded]) -> AssetRecord | None:
    """The asset that its events add up to; None for those of anything else."""
    record: AssetRecord | None = None
    for each in story:
        record = fold_asset(record, each)
    return record
