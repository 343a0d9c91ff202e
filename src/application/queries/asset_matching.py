"""Whether an asset, as it was, is one that a list asks for (B5, S8)."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import datetime
from typing import Any
from uuid import UUID

from application.ports.rows import Within
from application.projections.asset_finder import searched
from application.projections.asset_record import AssetRecord
from application.queries.asset_filters import AssetFilters


def as_asked(query: AssetFilters[Any], customers: Set[UUID]) -> Callable[[AssetRecord], bool]:
    """The same filters as where assets are found; of these customers whatever the search says."""
    narrowed = query.narrowed()
    states = narrowed.pop("sync_state", None)
    purchased = narrowed.pop("purchase_date", Within())

    def shown(record: AssetRecord) -> bool:
        return (
            all(getattr(record, column) == value for column, value in narrowed.items())
            and (states is None or record.sync_state in states)
            and _is_within(record.purchase_date, purchased)
            and (query.text in searched(vars(record)) or record.end_customer in customers)
        )

    return shown


def _is_within(moment: datetime, stretch: Within) -> bool:
    begun = stretch.at_least is None or moment >= stretch.at_least
    return begun and (stretch.below is None or moment < stretch.below)
