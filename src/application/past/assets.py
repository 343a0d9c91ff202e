"""Lists of assets as they were at a time (B5, D34)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from application.past.lists import Candidates, PastLists
from application.past.pages import PastPage
from application.past.rows import PastRows
from application.projections.account_assets import ACCOUNT_ASSETS
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS

_NEWEST_FIRST = ("purchase_date", "asset_id")


class PastAssets:
    """When an asset was bought, and by whom, never changes: today's rows tell their order."""

    def __init__(self, lists: PastLists, rows: PastRows) -> None:
        self._lists = lists
        self._rows = rows

    def page(
        self,
        account: UUID | None,
        shown: Callable[[AssetRecord], bool],
        *,
        at: datetime,
        after: str | None,
        limit: int,
    ) -> PastPage[AssetRecord]:
        """Newest first, those that were `shown`, of an account or of all.

        Raises:
            Invalid: the time has no zone, or the cursor is not one of this list.
        """
        as_of = self._lists.moment(at, after)

        def were(candidates: Sequence[Any]) -> Sequence[AssetRecord | None]:
            ids = [each.asset_id for each in candidates]
            records = self._rows.assets(ids, as_of.position)
            then = (records.get(id) for id in ids)
            return [record if record and shown(record) else None for record in then]

        candidates = _candidates(account)
        return self._lists.page(candidates, as_of, were, after=after, limit=limit)


def _candidates(account: UUID | None) -> Candidates[Any]:
    if account is None:
        return Candidates(BSS_ASSETS, _NEWEST_FIRST, newest_first="purchase_date")
    where = {"account_id": account}
    return Candidates(ACCOUNT_ASSETS, _NEWEST_FIRST, where, newest_first="purchase_date")
