"""A shop whose pages show many assets, without the events that would take hours to append.

A few sales are told by a ledger. Their rows stand again and again in the read models, with names,
products, accounts and dates of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from application.projections.account_assets import ACCOUNT_ASSETS, AccountAssetRow
from application.projections.asset_finder import ASSET_FINDER, EVERYBODY, FoundAssetRow, searched
from application.projections.asset_record import AssetRecord
from application.projections.asset_states import ASSET_STATES, AssetStateRow
from application.projections.bss_assets import BSS_ASSETS
from application.projections.projection import Table
from application.projections.purchase_orders import PURCHASE_ORDERS, PurchaseOrderRow
from benchmarks.sales import OPENED, asset_id
from benchmarks.sold_ledger import append, fill
from core.accounts.events import AccountOpened
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.read_models.build import Build
from infrastructure.read_models.row_table import RowTable
from infrastructure.read_models.rows import SqlRows

_EVENTS = 2_000
_CUSTOMERS, _PRODUCTS, _TOGETHER = 1_000, 400, 10_000
QUALIFICATIONS = ("Commercial", "Education", "Non-Profit", "Government Community Cloud")
INSTANCES = (UUID(int=1), UUID(int=2))
LARGEST = UUID(int=0x8 << 96)
"""A reseller that sold every fifth asset."""


class ManyAssets:
    """`app` is a process of the shop; `settings` lead another one to it."""

    def __init__(self, folder: Path, assets: int) -> None:
        self.settings = Settings(data_dir=folder)
        upgrade_schema(self.settings)
        database = Database(self.settings.database)
        append(database, _accounts())
        fill(database, _EVENTS)
        self.app: App = bootstrap(self.settings)
        self.app.projector.catch_up()
        self.assets = assets
        samples = SqlRows(database).all(BSS_ASSETS, order=("asset_id",))
        insert(database, lambda: (_asset(samples, number) for number in range(assets)))
        database.close()

    def close(self) -> None:
        self.app.close()


def customer(number: int) -> UUID:
    return UUID(int=0x7 << 96 | number % _CUSTOMERS)


def product(number: int) -> str:
    return f"DG7GMGF0D{number % _PRODUCTS:03}:0002:SEG000{number % len(QUALIFICATIONS) + 1}"


def _accounts() -> Iterator[AccountOpened]:
    told = (OPENED, "reseller", "Largest Reseller", "EUR", None, None, None)
    yield AccountOpened(LARGEST, 1, *told)
    for number in range(_CUSTOMERS):
        name = f"Customer {number} of the South"
        yield AccountOpened(customer(number), 1, OPENED, "customer", name, "EUR", *[None] * 3)


def _asset(samples: tuple[AssetRecord, ...], number: int) -> AssetRecord:
    buyer = customer(number * 7)
    return replace(
        samples[number % len(samples)],
        asset_id=asset_id(10_000_000 + number),
        name=f"Office LTSC Standard 2024, team {number}",
        purchase_date=OPENED + timedelta(seconds=number),
        product_code=product(number),
        qualification=QUALIFICATIONS[number % len(QUALIFICATIONS)],
        instance_id=INSTANCES[number % len(INSTANCES)],
        end_customer=buyer,
        ordered_by=LARGEST if number % 5 == 0 else buyer,
        billed_to=buyer,
        reseller=None,
    )


def _found(record: AssetRecord) -> Iterator[FoundAssetRow]:
    named = FoundAssetRow.__dataclass_fields__.keys() & vars(record).keys()
    own: dict[str, Any] = {name: getattr(record, name) for name in named}
    own |= {"name": record.name.casefold(), "words": searched(vars(record))}
    for viewer in (EVERYBODY, *record.viewers):
        yield FoundAssetRow(viewer=viewer, **own)


def _of_accounts(record: AssetRecord) -> Iterator[AccountAssetRow]:
    for account in record.viewers:
        yield AccountAssetRow(
            account,
            record.asset_id,
            record.purchase_date,
            record.sync_status,
            record.provisioning_in_progress,
            record.cancellation_state,
            record,
        )


def _ordered(record: AssetRecord) -> Iterator[PurchaseOrderRow]:
    number = (record.purchase_date - OPENED) // timedelta(seconds=1)
    yield PurchaseOrderRow(record.order_id, record.asset_id, f"po-{number}")


def _stood(record: AssetRecord) -> Iterator[AssetStateRow]:
    """As it is since the beginning of the ledger."""
    yield AssetStateRow(record.asset_id, 1, record.purchase_date, record)


_MADE: tuple[tuple[Table[Any], Callable[[AssetRecord], Iterator[Any]]], ...] = (
    (BSS_ASSETS, lambda record: iter((record,))),
    (ASSET_FINDER, _found),
    (ACCOUNT_ASSETS, _of_accounts),
    (PURCHASE_ORDERS, _ordered),
    (ASSET_STATES, _stood),
)


def insert(database: Database, assets: Callable[[], Iterator[AssetRecord]]) -> None:
    """Into every read model that pages of assets read; they are made anew for each."""
    for table, rows_of in _MADE:
        rows = (row for asset in assets() for row in rows_of(asset))
        stored = RowTable(
            table, Build(table.name, table.version).table_name, database.engine.dialect
        )
        while some := list(islice(rows, _TOGETHER)):
            with database.derived.begin() as connection:
                stored.insert(connection, some)
