"""What each event changed of an asset, as people see it (B11, S27)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from application.history.entry import Change, HistoryEntry
from application.ports.ledger import Recorded
from application.principal import Principal
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import AssetRecord
from application.queries.asset_view import SEES_COST


def entries(story: Sequence[Recorded], by: Principal) -> Iterator[HistoryEntry]:
    """The whole story of an asset, told to somebody."""
    changes = asset_changes(story, by, [each.version for each in story])
    for each in story:
        said = each.metadata
        yield HistoryEntry(
            position=each.position,
            version=each.version,
            time=said.time,
            kind=each.topic,
            thing="asset",
            thing_id=each.stream_id,
            thing_name=None,
            actor=said.actor,
            role=said.role,
            channel=said.channel,
            reason=said.reason,
            changes=changes[each.version],
            correlation_id=said.correlation_id,
            causation_id=said.causation_id,
        )


def asset_changes(
    story: Sequence[Recorded], by: Principal, versions: Collection[int]
) -> Mapping[int, tuple[Change, ...]]:
    """By version; what an asset costs is not told to everybody (D15)."""
    hidden = frozenset({"version"} if by.role in SEES_COST else {"version", "cost"})
    wanted, found = frozenset(versions), {}
    record: AssetRecord | None = None
    for each in story:
        before, record = record, fold_asset(record, each)
        if each.version in wanted:
            found[each.version] = tuple(_changes(before, record, hidden))
    return found


def _changes(
    before: AssetRecord | None, after: AssetRecord | None, hidden: frozenset[str]
) -> Iterator[Change]:
    for name in (each.name for each in fields(AssetRecord) if each.name not in hidden):
        old, new = _plain(getattr(before, name, None)), _plain(getattr(after, name, None))
        if old != new:
            yield Change(name, old, new)


def _plain(value: Any) -> Any:
    """Records within the record as their fields."""
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
