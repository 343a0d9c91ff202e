"""Sync health: how many assets stand how, and the value that waits for its licence (B18)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from application.messages import Query
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.asset_totals import ASSET_TOTALS, Unlicensed
from core.asset.values import SyncState
from core.money import Currency, Money


@dataclass(frozen=True)
class AssetTotalsView:
    """Every asset is in one of the five counts.

    `unprovisioned` is what active assets without licence were sold for, per currency, net of tax.
    """

    synchronized: int
    failed: int
    unknown: int
    in_progress: int
    canceled: int
    unprovisioned: tuple[Money, ...]

    @property
    def all(self) -> int:
        return self.synchronized + self.failed + self.unknown + self.in_progress + self.canceled


class ShowAssetTotals(Query[AssetTotalsView]):
    roles = STAFF


class ShowAssetTotalsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowAssetTotals, by: Principal) -> AssetTotalsView:
        parts = self._rows.all(ASSET_TOTALS, order=("part",))
        unlicensed = [each for part in parts for each in part.unlicensed]
        states = Counter(each.sync_state for each in unlicensed)
        failed, unknown = states[SyncState.FAILED], states[SyncState.UNKNOWN]
        return AssetTotalsView(
            synchronized=sum(part.synchronized for part in parts),
            failed=failed,
            unknown=unknown,
            in_progress=len(unlicensed) - failed - unknown,
            canceled=sum(part.canceled for part in parts),
            unprovisioned=_values(unlicensed),
        )


def _values(unlicensed: Iterable[Unlicensed]) -> tuple[Money, ...]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in unlicensed:
        sums[each.currency] += each.total
    return tuple(Money(total, Currency(code)) for code, total in sorted(sums.items()))
