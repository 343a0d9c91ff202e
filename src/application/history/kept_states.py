"""The states of an asset around the entries of a page, from the read model that keeps them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from application.history.asset_story import record_changes
from application.history.entry import Change
from application.ports.rows import Rows, Within
from application.principal import Principal
from application.projections.asset_record import AssetRecord
from application.projections.asset_states import ASSET_STATES
from application.projections.history import HistoryRow

_MOST = 500


class KeptStates:
    """Reads as many states as a page has entries, however long the asset's story is."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def changes(
        self, entries: Sequence[HistoryRow], by: Principal
    ) -> Mapping[int, tuple[Change, ...]] | None:
        """By version, of entries of one asset, oldest first; None: not all states are kept."""
        states = self._states(entries)
        needed = {row.version for row in entries}
        if not (needed | {each - 1 for each in needed if each > 1}) <= states.keys():
            return None
        return {each: record_changes(states.get(each - 1), states[each], by) for each in needed}

    def _states(self, entries: Sequence[HistoryRow]) -> Mapping[int, AssetRecord]:
        first, last = entries[0], entries[-1]
        found = self._rows.page(
            ASSET_STATES,
            where={"asset_id": last.stream_id, "position": Within(below=last.position + 1)},
            order=("position",),
            descending=True,
            limit=min(last.version - first.version + 2, _MOST),
        )
        return {each.record.version: each.record for each in found.items}
