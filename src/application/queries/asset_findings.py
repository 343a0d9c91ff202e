"""Assets that an operator should look at: unfinished, in doubt, failed, or a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from application.ports.clock import Clock
from application.ports.leases import Leases, Rest
from application.ports.rows import Rows
from application.processes.resting import FAULT
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from application.queries.cancellation_findings import cancellation_findings
from application.queries.finding import ERROR, NOTICE, Finding
from core.asset.values import AssetStatus, SyncState

_LONGEST_PENDING = timedelta(days=1)
"""After so long a person should ask Microsoft why the order is still pending (D6)."""


class AssetFindings:
    """What the read model says, with what workers last met."""

    def __init__(self, rows: Rows, clock: Clock, leases: Leases) -> None:
        self._rows = rows
        self._clock = clock
        self._leases = leases

    def all(self) -> Iterator[Finding]:
        rests = {each.subject: each.rest for each in self._leases.all()}
        asked = {"provisioning_in_progress": True}
        for record in self._rows.all(BSS_ASSETS, asked, order=("asset_id",)):
            yield self._of_unfinished(record, rests.get(record.asset_id))
        failed = {"sync_status": str(SyncState.FAILED), "status": str(AssetStatus.ACTIVE)}
        for record in self._rows.all(BSS_ASSETS, failed, order=("asset_id",)):
            yield _of_failed(record)
        yield from cancellation_findings(self._rows)

    def _of_unfinished(self, record: AssetRecord, rest: Rest | None) -> Finding:
        late = self._clock.now() - _LONGEST_PENDING
        if rest and rest.state == FAULT:
            return _of_fault(record, rest)
        if record.sync_state == SyncState.UNKNOWN:
            return _of_unknown(record)
        if record.vendor_ordered_at and record.vendor_ordered_at < late:
            return _of_late_order(record)
        return _of_work(record, rest)


def _of_fault(record: AssetRecord, rest: Rest) -> Finding:
    return Finding(
        ERROR,
        f"asset {record.asset_id}",
        f"{record.name} cannot be provisioned because of a fault of Perpetua: {rest.trouble} "
        f"({rest.looks} times in a row; next at {rest.until:%Y-%m-%d %H:%M:%S}Z).",
        "Report it; the others go on. Nothing is lost, and nothing is bought twice.",
    )


def _of_work(record: AssetRecord, rest: Rest | None) -> Finding:
    trouble = f" It waits: {rest.trouble}" if rest and rest.trouble else ""
    return Finding(
        NOTICE,
        f"asset {record.asset_id}",
        f"{record.name} is being provisioned.{trouble}",
        "A running worker finishes it: perpetua worker",
    )


def _of_late_order(record: AssetRecord) -> Finding:
    return Finding(
        ERROR,
        f"asset {record.asset_id}",
        f"Microsoft has not completed order {record.perpetual_order_id} of {record.name} since "
        f"{record.vendor_ordered_at:%Y-%m-%d %H:%M} UTC.",
        "It is bought and never bought again; ask Microsoft's support about the order.",
    )


def _of_unknown(record: AssetRecord) -> Finding:
    error = record.last_error
    return Finding(
        ERROR,
        f"asset {record.asset_id}",
        f"It is not known whether Microsoft sold {record.name}"
        + (f": {error.code} {error.message}" if error else "."),
        "The worker keeps asking, and buys nothing. See what Microsoft shows: perpetua asset "
        f"candidates {record.asset_id}; then asset link, or asset settle with a reason.",
    )


def _of_failed(record: AssetRecord) -> Finding:
    error = record.last_error
    return Finding(
        ERROR,
        f"asset {record.asset_id}",
        f"{record.name} failed: {error.code} {error.message}" if error else record.name,
        f"perpetua asset reprovision {record.asset_id}, or asset link",
    )
