"""B5, D34: the past on real databases, where a read is one probe of the table that is live."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from application.asset.edit_asset import EditAsset
from application.bus import Projector
from application.past.rows import PastRows
from application.ports.ledger import EventLog, Ledger
from application.ports.progress import Silent
from application.ports.projections import Stop
from application.ports.rows import ReadModelBehind, ReadModelOutdated, Rows
from application.ports.states import States
from application.projections.asset_states import ASSET_STATES, AssetStates
from application.projections.bss_assets import BSS_ASSETS, BssAssets
from application.projections.every import EVERY_PROJECTION
from application.projections.projection import Table
from application.queries.list_assets import ListAssets
from application.queries.show_asset import ShowAsset
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from infrastructure.read_models.states import SqlStates
from tests.support.fakes_shop import Shop, furnish
from tests.support.random_work import RandomWork, assert_remembered


@pytest.fixture
def projections(database: Database, ledger: EventStoreLedger) -> Projections:
    made = Projections(database, ledger, EVERY_PROJECTION)
    made.prepare()
    return made


@pytest.fixture
def ledger(database: Database) -> Iterator[EventStoreLedger]:
    ledger = EventStoreLedger(database)
    yield ledger
    ledger.close()


@pytest.fixture
def shop(database: Database, ledger: EventStoreLedger, projections: Projections) -> Shop:
    shop = Shop(
        overrides={
            Ledger: ledger,
            EventLog: ledger,
            Rows: SqlRows(database),
            States: SqlStates(database),
            Projector: projections,
        }
    )
    furnish(shop)
    shop.sync()
    return shop


@pytest.mark.parametrize("seed", [11, 12])
def test_the_list_at_a_time_is_what_was_read_then(shop: Shop, seed: int) -> None:
    work = RandomWork(shop, seed)
    work.go(10)
    assert_remembered(work)


def test_every_state_is_what_the_events_up_to_it_add_up_to(
    shop: Shop, database: Database, ledger: EventStoreLedger
) -> None:
    work = RandomWork(shop, 5)
    work.go(12)
    rows = SqlRows(database)
    for asset in work.sold:
        kept = rows.all(ASSET_STATES, {"asset_id": asset}, order=("position",))
        for version, state in enumerate(kept, start=1):
            shown = shop.ask(ShowAsset(asset_id=asset, version=version)).as_of
            assert (state.position, state.record.version) == (shown.position, shown.version)
        assert kept[-1].record == rows.one(BSS_ASSETS, {"asset_id": asset})
        assert len(kept) == len(ledger.stream(asset))


def test_the_past_is_read_from_the_table_that_is_live(
    shop: Shop, database: Database, projections: Projections
) -> None:
    """B7: rebuilt, switched, rolled back and dropped while somebody reads."""
    asset = shop.sell()
    sold = shop.clock.now()
    shop.clock.pass_by(minutes=1)
    shop.send(EditAsset(asset_id=asset, name="Renamed"))
    asked = ShowAsset(asset_id=asset, at=sold)
    before = shop.ask(asked)
    changes: tuple[Callable[[], None], ...] = (
        partial(projections.rebuild, "asset_states", Silent(), switch=True),
        partial(projections.rollback, "asset_states", Silent()),
        partial(projections.switch, "asset_states", Silent()),
        partial(projections.drop, "asset_states"),
    )
    for change in changes:
        change()
        assert shop.ask(asked) == before


def test_a_table_that_is_behind_is_not_believed(
    shop: Shop, database: Database, ledger: EventStoreLedger
) -> None:
    """The read model has stopped: the asset's own events tell."""
    asset = shop.sell()
    _stop(database, ASSET_STATES)
    shop.clock.pass_by(minutes=1)
    shop.send(EditAsset(asset_id=asset, name="Renamed"))
    shown = shop.ask(ShowAsset(asset_id=asset, at=shop.clock.now()))
    assert shown.asset.name == "Renamed"
    assert shown.as_of.position == ledger.end()
    past = PastRows(ledger, SqlStates(database))
    assert past.assets((asset,), ledger.end())[asset].name == "Renamed"


def test_a_list_whose_candidates_are_not_all_known_is_refused(
    shop: Shop, database: Database
) -> None:
    shop.sell()
    _stop(database, BSS_ASSETS)
    shop.clock.pass_by(minutes=1)
    shop.sell()
    with pytest.raises(ReadModelBehind):
        shop.ask(ListAssets(at=shop.clock.now()))


def test_a_restored_ledger_has_no_past_of_what_was_lost(shop: Shop, database: Database) -> None:
    """B24: the index of times is made anew with the rows."""
    asset = shop.sell()
    for number in range(80):
        shop.clock.pass_by(seconds=1)
        shop.send(EditAsset(asset_id=asset, name=f"Name {number}"))
    moment = shop.clock.now()
    shop.ask(ShowAsset(asset_id=asset, at=moment))
    position = "rowid" if database.is_sqlite else "notification_id"
    kept = shop.ask(ShowAsset(asset_id=asset, at=moment - timedelta(seconds=60)))
    with database.writing().begin() as connection:
        connection.exec_driver_sql(
            f"DELETE FROM stored_events WHERE {position} > {kept.as_of.position}"
        )
    after = shop.ask(ShowAsset(asset_id=asset, at=moment))
    assert (after.as_of, after.asset.name) == (kept.as_of, kept.asset.name)


def test_no_table_is_no_past(database: Database, ledger: EventStoreLedger) -> None:
    Projections(database, ledger, [BssAssets()]).prepare()
    with pytest.raises(ReadModelOutdated):
        SqlStates(database).at(AssetStates.table, (), 1)


def test_right_after_a_command_the_past_knows_of_it(shop: Shop) -> None:
    asset = shop.sell()
    for number in range(5):
        shop.clock.pass_by(seconds=1)
        shop.send(EditAsset(asset_id=asset, name=f"Name {number}"))
        shown = shop.ask(ShowAsset(asset_id=asset, at=shop.clock.now()))
        assert shown.asset.name == f"Name {number}"
        earlier = shop.clock.now() - timedelta(microseconds=1)
        assert shop.ask(ShowAsset(asset_id=asset, at=earlier)).asset.name != f"Name {number}"


def _stop(database: Database, table: Table[Any]) -> None:
    stop = Stop(position=2**40, topic="t", stream_id=UUID(int=1), message="It cannot be taken.")
    with database.writing().begin() as connection:
        versions.stop(connection, Build(table.name, table.version), stop)
