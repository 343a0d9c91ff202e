"""The command of P1 and P2 as Perpetua runs it: a new name and four custom fields of an asset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from application.asset.edit_asset import EditAsset
from application.bus import Bus, Origin, Projector
from application.context import Cause, because_of
from application.principal import Principal, Role
from core.asset.asset import Asset
from core.ids import OrderId
from entrypoints.bootstrap import bootstrap
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from tests.support.builders_assets import an_asset
from tests.support.scenario import NOON

NAME = "Office for the harbour"
FIELDS = {
    "cost centre": "4711",
    "owner": "maria@nordlicht.example",
    "project": "Elbphilharmonie",
    "room": "3.14",
}
_OPERATOR = Principal(Role.OPERATOR, "maria")
_CAUSE = Cause(_OPERATOR.actor, _OPERATOR.role, "web", uuid4(), uuid4(), None, None)


@dataclass(frozen=True)
class Desk:
    """Edits assets, each once; `decided` are edited, and only wait to be saved."""

    bus: Bus
    ledger: EventStoreLedger
    waiting: Iterator[UUID]
    decided: Iterator[Asset]

    def edit(self) -> None:
        edited = EditAsset(asset_id=next(self.waiting), name=NAME, custom_fields=FIELDS)
        self.bus.send(edited, Origin(_OPERATOR, "web"))

    def save(self) -> None:
        with because_of(_CAUSE):
            self.ledger.save(next(self.decided))


@contextmanager
def desk(database: Database, folder: Path, commands: int, *, projecting: bool) -> Iterator[Desk]:
    """For so many commands, and as many saves alone; without read models if they are not wanted."""
    settings = Settings(data_dir=folder, database_url=database.address)
    still: dict[type[Any], Any] = {} if projecting else {Projector: _Still()}
    with ExitStack() as stack:
        ledger = stack.enter_context(closing(EventStoreLedger(database)))
        ids = assets_in(ledger, 2 * commands)
        app = stack.enter_context(bootstrap(settings, overrides=still))
        app.projector.catch_up()
        decided = [_decided(ledger.get(Asset, id)) for id in ids[commands:]]
        yield Desk(app.bus, ledger, iter(ids[:commands]), iter(decided))


def assets_in(ledger: EventStoreLedger, number: int) -> Sequence[UUID]:
    """New assets, of one event each."""
    assets = [an_asset(order_id=OrderId(uuid4())) for _ in range(number)]
    with because_of(_CAUSE):
        ledger.save(*assets)
    return [asset.id for asset in assets]


def _decided(asset: Asset) -> Asset:
    asset.rename(NAME, at=NOON)
    for field, value in FIELDS.items():
        asset.edit_custom_field(field, value, at=NOON)
    return asset


class _Still:
    """Follows nobody: the ledger alone is measured."""

    def catch_up(self) -> None:
        pass
