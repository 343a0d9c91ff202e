"""Which assets a bulk refresh or a bulk re-provision is about (B12, D14)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from application.messages import Query
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.bss_assets import BSS_ASSETS
from core.asset.values import AssetStatus, CancellationState, SyncState

_Asked = tuple[Mapping[str, object], ...]
_ACTIVE = {"status": str(AssetStatus.ACTIVE)}
_MISSING: _Asked = (
    {"sync_status": str(SyncState.SYNCHRONIZED), "perpetual_id": None, **_ACTIVE},
    {"provisioning_in_progress": True},
    {"cancellation_state": str(CancellationState.ATTEMPTED)},
)
_FAILED: _Asked = (
    {"sync_status": str(SyncState.FAILED), **_ACTIVE},
    {"sync_state": str(SyncState.UNKNOWN)},
)


class AssetsMissingSomething(Query[tuple[UUID, ...]]):
    """Synchronized without perpetual id, or not finished: a refresh may bring them further."""

    roles = STAFF


class AssetsMissingSomethingHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: AssetsMissingSomething, by: Principal) -> tuple[UUID, ...]:
        return _found(self._rows, _MISSING)


class AssetsWithoutLicence(Query[tuple[UUID, ...]]):
    """Failed ones, and unknown ones: those are then refused with the reason (D7, D9)."""

    roles = STAFF


class AssetsWithoutLicenceHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: AssetsWithoutLicence, by: Principal) -> tuple[UUID, ...]:
        return _found(self._rows, _FAILED)


def _found(rows: Rows, questions: _Asked) -> tuple[UUID, ...]:
    """Oldest first, each once."""
    order = ("purchase_date", "asset_id")
    found = [row for asked in questions for row in rows.all(BSS_ASSETS, asked, order=order)]
    return tuple(dict.fromkeys(row.asset_id for row in found))
