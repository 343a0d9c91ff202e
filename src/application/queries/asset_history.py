"""The full history of an asset: who did what, when and why, and what it changed (B11, S27)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from application.messages import Query
from application.ports.ledger import EventLog, Recorded
from application.ports.rows import Page
from application.principal import STAFF, Principal
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import AssetRecord
from application.queries.asset_view import SEES_COST
from core.kernel.errors import NotFound


@dataclass(frozen=True)
class Change:
    """One field of the asset before and after the event."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class HistoryEntry:
    """One event; `kind` is its stored name."""

    position: int
    version: int
    time: datetime
    kind: str
    actor: str
    role: str
    channel: str
    reason: str | None
    changes: tuple[Change, ...]
    correlation_id: UUID
    causation_id: str | None


class AssetHistory(Query[Page[HistoryEntry]]):
    roles = STAFF
    asset_id: UUID


class AssetHistoryHandler:
    def __init__(self, log: EventLog) -> None:
        self._log = log

    def __call__(self, query: AssetHistory, by: Principal) -> Page[HistoryEntry]:
        """
        Raises:
            NotFound: no such asset.
        """
        story = self._log.stream(query.asset_id)
        if not story or not story[0].topic.startswith("asset."):
            raise NotFound("asset", str(query.asset_id))
        return Page(tuple(entries(story, by)), next=None)


def entries(story: Sequence[Recorded], by: Principal) -> Iterator[HistoryEntry]:
    """A story told to somebody: what an asset costs is not told to everybody (D15)."""
    hidden = frozenset({"version"} if by.role in SEES_COST else {"version", "cost"})
    record: AssetRecord | None = None
    for each in story:
        before, record = record, fold_asset(record, each)
        said = each.metadata
        yield HistoryEntry(
            position=each.position,
            version=each.version,
            time=said.time,
            kind=each.topic,
            actor=said.actor,
            role=said.role,
            channel=said.channel,
            reason=said.reason,
            changes=tuple(_changes(before, record, hidden)),
            correlation_id=said.correlation_id,
            causation_id=said.causation_id,
        )


def _changes(
    before: AssetRecord | None, after: AssetRecord | None, hidden: frozenset[str]
) -> Iterator[Change]:
    old = asdict(before) if before else {}
    for field, value in (asdict(after) if after else {}).items():
        if field not in hidden and old.get(field) != value:
            yield Change(field, old.get(field), value)
