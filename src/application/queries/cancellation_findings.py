"""Cancellations that are open: they wait for an operator, or for Microsoft (D30)."""

from __future__ import annotations

from collections.abc import Iterator

from application.ports.rows import Rows
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from application.queries.finding import NOTICE, Finding
from core.asset.return_window import return_deadline
from core.asset.values import CancellationState


def cancellation_findings(rows: Rows) -> Iterator[Finding]:
    """A finding for each; the return deadline is advice, in UTC."""
    for state, told in _TOLD.items():
        asked = {"cancellation_state": str(state)}
        for record in rows.all(BSS_ASSETS, asked, order=("asset_id",)):
            yield told(record)


def _of_request(record: AssetRecord) -> Finding:
    deadline = return_deadline(record.vendor_ordered_at)
    until = f" It may be returned until {deadline:%Y-%m-%d %H:%M}Z." if deadline else ""
    return Finding(
        NOTICE,
        f"asset {record.asset_id}",
        f"The cancellation of {record.name} was requested and waits for approval.{until}",
        f"perpetua asset cancel {record.asset_id} --approve, or --decline",
    )


def _of_attempt(record: AssetRecord) -> Finding:
    return Finding(
        NOTICE,
        f"asset {record.asset_id}",
        f"{record.name} is being cancelled at Microsoft.",
        f"A running worker finishes it; perpetua asset refresh {record.asset_id} asks at once.",
    )


_TOLD = {CancellationState.REQUESTED: _of_request, CancellationState.ATTEMPTED: _of_attempt}
