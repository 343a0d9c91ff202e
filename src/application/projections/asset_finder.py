"""Where assets are found: short rows with what lists of them are narrowed and ordered by (S8).

A list that is narrowed by anything reads these rows, and then the whole of the few that it shows.
Each index holds all that a list asks for, so that even a text that nothing has is looked for in
100,000 assets without reading a row; ADR 0018 tells what else was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.account_names import small
from application.projections.asset_beginning import values_of_created
from application.projections.asset_changes import CHANGES
from application.projections.asset_record import ASSET_TOPICS, asset_of
from application.projections.cancellation_record import (
    CANCELLING,
    CancellationRecord,
    fold_cancellation,
)
from application.projections.projection import Table
from core.asset.events import AssetCreated, CandidateDismissed, CustomFieldEdited
from core.kernel.event import Event

EVERYBODY = UUID(int=0)
"""The viewer of a list of all accounts' assets."""
_LONGEST = 200
_LONGEST_ID = 60
"""So many letters are found: an index of PostgreSQL holds 2,700 bytes of a row."""


@dataclass(frozen=True)
class FoundAssetRow:
    """An asset for one who may see it; `name` and `words` are in small letters.

    `words` are what a search looks into: name, product code, and all ids of the asset.
    """

    viewer: UUID
    asset_id: UUID
    purchase_date: datetime
    name: str
    sync_state: str
    status: str
    cancellation_state: str | None
    qualification: str
    product_code: str
    instance_id: UUID
    end_customer: UUID
    perpetual_order_id: str | None
    perpetual_order_id_alias: str | None
    perpetual_id: str | None
    words: str


_ASKED = (
    "asset_id",
    "sync_state",
    "status",
    "cancellation_state",
    "qualification",
    "product_code",
    "instance_id",
    "end_customer",
    "words",
)
ASSET_FINDER = Table(
    name="asset_finder",
    version=1,
    row=FoundAssetRow,
    key=("viewer", "asset_id"),
    group="asset_id",
    indexes=(
        ("viewer", "purchase_date", *_ASKED),
        ("viewer", "name", *_ASKED, "purchase_date"),
    ),
)
_KEPT = tuple(FoundAssetRow.__dataclass_fields__)
_OF_OTHERS = frozenset((CandidateDismissed, CustomFieldEdited))
"""They change what is not kept here, from what is not kept here."""
_CHANGES: Mapping[type[Event], Callable[[Any, dict[str, Any]], dict[str, Any]]] = {
    kind: change for kind, change in CHANGES.items() if kind not in _OF_OTHERS
}


class AssetFinder:
    table = ASSET_FINDER
    append_only = False
    topics = ASSET_TOPICS

    def group_of(self, recorded: Recorded) -> UUID | None:
        return asset_of(recorded)

    def fold(
        self, rows: tuple[FoundAssetRow, ...], recorded: Recorded
    ) -> tuple[FoundAssetRow, ...]:
        return self.fold_run(rows, (recorded,))

    def fold_run(
        self, rows: tuple[FoundAssetRow, ...], run: Sequence[Recorded]
    ) -> tuple[FoundAssetRow, ...]:
        before = {**vars(rows[0])} if rows else {}
        values, viewers = dict(before), [row.viewer for row in rows]
        for recorded in run:
            if isinstance(recorded.event, AssetCreated):
                values = values_of_created(recorded.stream_id, recorded.event)
                viewers = _viewers(recorded.event)
            elif values:
                values |= _changed(values, recorded)
        after = {name: values[name] for name in _KEPT if name in values}
        if after == before:
            return rows
        after |= {"name": small(values["name"])[:_LONGEST], "words": searched(values)}
        after |= {"viewer": EVERYBODY}
        found = FoundAssetRow(**after)
        return tuple(replace(found, viewer=viewer) for viewer in sorted(viewers))


def _viewers(event: AssetCreated) -> list[UUID]:
    """Everybody of the organisation, and the accounts that may see the asset (D3)."""
    chain = (event.end_customer, event.billed_to, event.ordered_by, event.reseller)
    return list(dict.fromkeys((EVERYBODY, *(account for account in chain if account))))


def _changed(values: Mapping[str, Any], recorded: Recorded) -> dict[str, Any]:
    kind, changes = type(recorded.event), {}
    if change := _CHANGES.get(kind):
        changes = change(recorded.event, dict(values))
    if kind in CANCELLING:
        state = values["cancellation_state"]
        after = fold_cancellation(CancellationRecord(state) if state else None, recorded)
        changes["cancellation_state"] = after.state if after else None
    return changes


def searched(values: Mapping[str, Any]) -> str:
    """What a search looks into of the fields of an asset's record; each text alone."""
    ids = (values["perpetual_order_id"], values["perpetual_order_id_alias"], values["perpetual_id"])
    texts = (values["product_code"], str(values["asset_id"]), *ids)
    short = (small(each)[:_LONGEST_ID] for each in texts if each)
    return "\n".join((small(values["name"])[:_LONGEST], *short))
