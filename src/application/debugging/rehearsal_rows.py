"""The assets of a customer as they stood at a position of the ledger (B6, D32)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from application.debugging.rehearsal import RehearsalLedger
from application.ports.rows import Rows
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from application.projections.projection import Table


class RehearsalRows:
    """Of Rows and Projector what the decisions ask: other assets, folded anew from their events.

    Today's rows only tell which assets there are; none is ever taken away.
    """

    def __init__(self, rows: Rows, ledger: RehearsalLedger) -> None:
        self._today: Callable[..., tuple[AssetRecord, ...]] = rows.all
        self._ledger = ledger

    def catch_up(self) -> None:
        """The past stands still."""

    def all(
        self, table: Table[AssetRecord], where: Mapping[str, Any], *, order: tuple[str, ...]
    ) -> tuple[AssetRecord, ...]:
        """
        Raises:
            ValueError: another table is asked for.
        """
        if table is not BSS_ASSETS:
            raise ValueError(f"{table.name} has no past in a rehearsal")
        customers = {"tenant_id": where["tenant_id"]}
        then = self._then(self._today(table, customers, order=order))
        return tuple(
            record
            for record in then
            if all(getattr(record, name) == value for name, value in where.items())
        )

    def _then(self, today: tuple[AssetRecord, ...]) -> Iterator[AssetRecord]:
        for each in today:
            record: AssetRecord | None = None
            for recorded in self._ledger.stream(each.asset_id):
                record = fold_asset(record, recorded)
            if record:
                yield record
