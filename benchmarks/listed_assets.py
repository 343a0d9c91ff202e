"""A shop with many assets in its list, without the events that would take hours to append."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from application.projections.account_assets import ACCOUNT_ASSETS, AccountAssetRow, AccountAssets
from benchmarks.sales import OPENED, asset_id
from benchmarks.sold_ledger import fill
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.read_models.build import Build
from infrastructure.read_models.folding import by_key, concerning, folded
from infrastructure.read_models.row_table import RowTable

BUYER = UUID(int=77)
DEPTH = 18_000
"""A page behind so many of the buyer's assets."""
_MINE = 20_000
_SAMPLE = 2_000
_TOGETHER = 20_000


class ListedAssets:
    """One account owns up to 20,000 of the assets; the others belong to a thousand accounts."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(data_dir=folder)
        upgrade_schema(settings)
        self.database = Database(settings.database)
        fill(self.database, _SAMPLE)
        self.app: App = bootstrap(settings)
        self.app.projector.catch_up()
        self._samples = self._folded()
        build = Build(ACCOUNT_ASSETS.name, ACCOUNT_ASSETS.version)
        self.table_name = build.table_name
        self._table = RowTable(ACCOUNT_ASSETS, build.table_name, self.database.engine.dialect)
        self.assets = 0

    def grow(self, assets: int) -> None:
        """Until there are so many."""
        rows = self._rows(self.assets, assets)
        while some := list(islice(rows, _TOGETHER)):
            with self.database.derived.begin() as connection:
                self._table.insert(connection, some)
        self.assets = assets

    def close(self) -> None:
        self.app.close()
        self.database.close()

    def _folded(self) -> list[AccountAssetRow]:
        """Rows as the real fold makes them."""
        ledger, projection = EventStoreLedger(self.database), AccountAssets()
        events = concerning(projection, ledger.page(0, _SAMPLE))
        ledger.close()
        return list(by_key(ACCOUNT_ASSETS, folded(projection, (), events).values()).values())

    def _rows(self, first: int, end: int) -> Iterator[AccountAssetRow]:
        for number in range(first, end):
            sample = self._samples[number % len(self._samples)]
            at = OPENED + timedelta(seconds=number)
            own = number % max(1, end // _MINE) == 0
            account = BUYER if own else UUID(int=1_000 + number % 1_000)
            identity = asset_id(10_000_000 + number)
            record = replace(sample.record, asset_id=identity, purchase_date=at)
            yield replace(
                sample, account_id=account, asset_id=identity, purchase_date=at, record=record
            )
