"""The assets that need a person first: in doubt, failed, to be cancelled, without perpetual id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.asset.provisioning.lookup import VerdictTerms
from application.messages import Query
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.rows import Rows, Within
from application.principal import STAFF, Principal
from application.projections.asset_record import AssetRecord
from application.projections.asset_totals import ASSET_TOTALS
from application.projections.bss_assets import BSS_ASSETS
from core.asset.asset import Asset
from core.asset.perpetual_id_looks import AWAITED_FOR
from core.asset.return_window import return_deadline
from core.asset.values import AssetStatus, CancellationState, LastError, SyncState
from core.money import Currency, Money

MOST = 5
"""So many of each kind are shown; lists show all."""
_FAILED = {"sync_status": str(SyncState.FAILED), "status": str(AssetStatus.ACTIVE)}
_REQUESTED = {"cancellation_state": str(CancellationState.REQUESTED)}
_ID_MISSING = {
    "sync_status": str(SyncState.SYNCHRONIZED),
    "perpetual_id": None,
    "status": str(AssetStatus.ACTIVE),
}


@dataclass(frozen=True)
class TroubledAsset:
    """`verdict_from` is the UTC time from which it may be decided that nothing was bought (D17).

    `total` is what it was sold for, net of tax; `return_until` is advice (D30).
    """

    asset_id: UUID
    name: str
    end_customer_id: UUID
    purchase_date: datetime
    total: Money
    last_error: LastError | None
    verdict_from: datetime | None
    requested_by: str | None
    asked_because: str | None
    return_until: datetime | None


@dataclass(frozen=True)
class Troubles:
    """Assets of one kind of trouble; `more` tells that there are others."""

    items: tuple[TroubledAsset, ...]
    more: bool


@dataclass(frozen=True)
class AssetsInTrouble:
    """`id_missing`: Microsoft has not named the licence for more than 48 hours (D14)."""

    unknown: Troubles
    failed: Troubles
    requested: Troubles
    id_missing: Troubles

    @property
    def any(self) -> bool:
        kinds = (self.unknown, self.failed, self.requested, self.id_missing)
        return any(kind.items for kind in kinds)


class ShowAssetsInTrouble(Query[AssetsInTrouble]):
    roles = STAFF


class ShowAssetsInTroubleHandler:
    def __init__(self, rows: Rows, ledger: Ledger, clock: Clock, terms: VerdictTerms) -> None:
        self._rows = rows
        self._ledger = ledger
        self._clock = clock
        self._terms = terms

    def __call__(self, query: ShowAssetsInTrouble, by: Principal) -> AssetsInTrouble:
        awaited_until = self._clock.now() - AWAITED_FOR
        missing = {**_ID_MISSING, "provisioned_at": Within(below=awaited_until)}
        return AssetsInTrouble(
            unknown=self._in_doubt(),
            failed=self._first(_FAILED, order=("purchase_date", "asset_id")),
            requested=self._first(_REQUESTED, order=("purchase_date", "asset_id")),
            id_missing=self._first(missing, order=("provisioned_at", "asset_id")),
        )

    def _first(self, where: Mapping[str, object], *, order: tuple[str, ...]) -> Troubles:
        page = self._rows.page(BSS_ASSETS, where=where, order=order, limit=MOST)
        return Troubles(tuple(map(_troubled, page.items)), more=page.next is not None)

    def _in_doubt(self) -> Troubles:
        ids = tuple(self._unknown())
        if not ids:
            return Troubles((), more=False)
        order = ("purchase_date", "asset_id")
        records = self._rows.all(BSS_ASSETS, {"asset_id": ids[:MOST]}, order=order)
        shown = (_troubled(each, self._verdict_from(each)) for each in records)
        return Troubles(tuple(shown), more=len(ids) > MOST)

    def _unknown(self) -> Iterator[UUID]:
        for part in self._rows.all(ASSET_TOTALS, order=("part",)):
            for each in part.unlicensed:
                if each.sync_state == SyncState.UNKNOWN:
                    yield each.asset_id

    def _verdict_from(self, record: AssetRecord) -> datetime | None:
        return self._terms.verdict_from(self._ledger.get(Asset, record.asset_id))


def _troubled(record: AssetRecord, verdict_from: datetime | None = None) -> TroubledAsset:
    asked = record.cancellation
    return TroubledAsset(
        asset_id=record.asset_id,
        name=record.name,
        end_customer_id=record.end_customer,
        purchase_date=record.purchase_date,
        total=Money(record.price.total, Currency(record.price.currency)),
        last_error=record.last_error,
        verdict_from=verdict_from,
        requested_by=asked.requested_by if asked else None,
        asked_because=asked.reason if asked else None,
        return_until=return_deadline(record.vendor_ordered_at),
    )
