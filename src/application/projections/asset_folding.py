"""How an asset's events change the record that people see."""

from __future__ import annotations

from application.ports.ledger import Recorded
from application.projections.asset_beginning import made, values_of_created
from application.projections.asset_changes import CHANGES, Values
from application.projections.asset_record import AssetRecord
from application.projections.cancellation_record import CANCELLING, fold_cancellation
from core.asset.events import AssetCreated


def fold_asset(record: AssetRecord | None, *run: Recorded) -> AssetRecord | None:
    """The record after more events of its stream; one copy is made for all of them (P3)."""
    values: Values | None = None if record is None else {**vars(record)}
    for recorded in run:
        event = recorded.event
        if isinstance(event, AssetCreated):
            values = values_of_created(recorded.stream_id, event)
        elif values is not None:
            if changes := CHANGES.get(type(event)):
                values.update(changes(event, values))
            if type(event) in CANCELLING:
                values.update(_cancellation(recorded, values))
            values["version"] = recorded.version
    return None if values is None else made(AssetRecord, values)


def _cancellation(recorded: Recorded, values: Values) -> Values:
    cancellation = fold_cancellation(values["cancellation"], recorded)
    state = cancellation.state if cancellation else None
    return {"cancellation": cancellation, "cancellation_state": state}
