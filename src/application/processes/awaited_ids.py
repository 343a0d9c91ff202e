"""Synchronized assets whose perpetual id Microsoft may still issue (D14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from application.ports.rows import ANY_VALUE, Rows
from application.projections.bss_assets import BSS_ASSETS
from core.asset.perpetual_id_looks import AWAITED_FOR
from core.asset.values import AssetStatus, SyncState

_PAGE = 500


class AwaitedIds:
    """Read newest first, and only as far back as is looked for."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def at(self, now: datetime) -> Iterator[tuple[UUID, datetime]]:
        """Assets with the time of their provisioning, in UTC."""
        after = None
        while True:
            page = self._rows.page(
                BSS_ASSETS,
                where={"perpetual_id": None, "provisioned_at": ANY_VALUE},
                order=("provisioned_at", "asset_id"),
                descending=True,
                after=after,
                limit=_PAGE,
            )
            for row in page.items:
                if row.provisioned_at is None or row.provisioned_at + AWAITED_FOR <= now:
                    return
                if row.sync_status == SyncState.SYNCHRONIZED and row.status == AssetStatus.ACTIVE:
                    yield row.asset_id, row.provisioned_at
            if page.next is None:
                return
            after = page.next
