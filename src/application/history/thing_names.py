"""How the things of a history are called now: ids alone say little to a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from application.ports.rows import Rows
from application.projections.accounts import ACCOUNTS
from application.projections.bss_assets import BSS_ASSETS
from application.projections.history import HistoryRow
from application.projections.instances import INSTANCES
from application.projections.organisations import ORGANISATIONS
from application.projections.products import BSS_PRODUCTS
from application.projections.projection import Table

_NAMED: Mapping[str, Table[Any]] = {
    "account": ACCOUNTS,
    "asset": BSS_ASSETS,
    "instance": INSTANCES,
    "organisation": ORGANISATIONS,
    "product": BSS_PRODUCTS,
}


class ThingNames:
    """Accounts, assets, instances, products and the organisation; a rate is named by its pair."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of(self, page: Sequence[HistoryRow]) -> Mapping[UUID, str]:
        """By id; without what has no name."""
        names = {row.stream_id: _pair(row.facts) for row in page if row.thing == "exchange-rate"}
        for thing, table in _NAMED.items():
            [key] = table.key
            ids = tuple({row.stream_id for row in page if row.thing == thing})
            found = self._rows.all(table, {key: ids}, order=()) if ids else ()
            names |= {getattr(each, key): each.name for each in found}
        return names


def _pair(facts: Mapping[str, Any]) -> str:
    return f"{facts['anchor']} → {facts['currency']}"
