"""Read models are nothing but the ledger: live, from scratch, and page by page alike (B7)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.asset.ask_reprovision import AskReprovision
from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.asset.edit_asset import EditAsset
from application.asset.refresh_asset import RefreshAsset
from application.ports.progress import Silent
from application.ports.rows import Page
from application.projections.bss_assets import BSS_ASSETS
from application.projections.every import EVERY_PROJECTION
from application.projections.projection import Projection
from application.queries.storefront_assets import ListStorefrontAssets
from application.rates.set_exchange_rate import SetExchangeRate
from application.reconciliation.accept_findings import AcceptFindings
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.asset.values import SyncState
from core.kernel.errors import Refused
from tests.application.reconciliation.books import bought_there
from tests.support import fakes_faults as faults
from tests.support.builders import a_sheet_price, dec
from tests.support.fakes_people import AS_KAFENEIO, INSTANCE, KAFENEIO, OPERATOR
from tests.support.fakes_rows import folded
from tests.support.fakes_shop import Shop, open_shop

FAULTS = (faults.refused, faults.lost, faults.never_arrived, faults.busy, faults.gone)


def edit(shop: Shop, asset: UUID) -> None:
    shop.send(EditAsset(asset_id=asset, name="Front desk", custom_fields={"Cost centre": "12"}))


def again(shop: Shop, asset: UUID) -> None:
    token = shop.ask(AskReprovision(asset_id=asset)).token
    shop.send(ConfirmReprovision(asset_id=asset, token=token, accept_loss=True))
    shop.provision(asset)


def resync(shop: Shop, _: UUID) -> None:
    shop.vendor.priced[0] = a_sheet_price(erp=f"{500 + shop.ledger.saves}.00")
    shop.sync()


ACTIONS: tuple[Callable[[Shop, UUID], object], ...] = (
    edit,
    again,
    resync,
    lambda shop, asset: shop.provision(asset),
    lambda shop, asset: shop.send(RefreshAsset(asset_id=asset)),
    lambda shop, asset: shop.send(DeclineReprovision(asset_id=asset)),
    lambda shop, asset: shop.sell(by=AS_KAFENEIO),
    lambda shop, asset: shop.vendor.forget_carts(),
    lambda shop, asset: shop.send(RequestCancellation(asset_id=asset, reason="not needed")),
    lambda shop, asset: shop.send(ApproveCancellation(asset_id=asset, reason="agreed")),
)


@pytest.fixture
def busy_shop() -> Shop:
    shop = open_shop()
    shop.send(SetExchangeRate(anchor="EUR", currency="ILS", units_per_anchor=dec("4.00")))
    for fault in (None, faults.refused(), faults.lost()):
        shop.vendor.on("check_out", fault)
        asset = shop.sell(purchase_order="PO 7")
        shop.provision(asset)
        edit(shop, asset)
    resync(shop, KAFENEIO)
    bought_there(shop)
    run = shop.send(ReconcileInstance(instance_id=INSTANCE)).reconciliation_id
    accepted = AcceptFindings(reconciliation_id=run, findings=(1,), reason="bought by hand")
    shop.send(accepted)
    return shop


@pytest.mark.parametrize("projection", EVERY_PROJECTION, ids=lambda each: each.table.name)
def test_b7_a_read_model_from_scratch_is_the_live_one(
    projection: Projection[Any], busy_shop: Shop
) -> None:
    table = projection.table
    live = busy_shop.rows.all(table, order=())
    assert live
    scratch = folded(projection, busy_shop.ledger.recorded)
    assert sorted(map(repr, live)) == sorted(repr(row) for rows in scratch.values() for row in rows)
    busy_shop.rows.rebuild(table.name, Silent())
    assert busy_shop.rows.all(table, order=()) == live


@pytest.mark.parametrize("projection", EVERY_PROJECTION, ids=lambda each: each.table.name)
def test_every_row_belongs_to_its_group_under_its_own_key(
    projection: Projection[Any], busy_shop: Shop
) -> None:
    table = projection.table
    keys = []
    for group, rows in folded(projection, busy_shop.ledger.recorded).items():
        assert all(getattr(row, table.group) == group for row in rows)
        keys += [tuple(getattr(row, column) for column in table.key) for row in rows]
    assert len(keys) == len(set(keys))


@settings(max_examples=25, database=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(ACTIONS) - 1), st.none() | st.integers(0, len(FAULTS) - 1)),
        max_size=8,
    )
)
def test_b1_b3_whatever_people_and_microsoft_do_the_read_models_tell_the_truth(
    steps: list[tuple[int, int | None]],
) -> None:
    shop = open_shop()
    asset = shop.sell()
    for action, fault in steps:
        shop.vendor.on("check_out", FAULTS[fault]() if fault is not None else None)
        shop.clock.pass_by(minutes=1)
        try:
            ACTIONS[action](shop, asset)
        except Refused:
            continue
    require_truth(shop, asset)


def require_truth(shop: Shop, asset: UUID) -> None:
    aggregate = shop.asset(asset)
    row = shop.rows.one(BSS_ASSETS, {"asset_id": asset})
    assert row is not None
    assert (row.name, row.version, row.sync_state) == (
        aggregate.name,
        aggregate.version,
        aggregate.sync,
    )
    assert row.perpetual_order_id == (aggregate.licence.order_id if aggregate.licence else None)
    assert (row.status, row.cancellation_state) == (aggregate.status, aggregate.cancellation)
    shown = row.sync_status or "in progress"
    ended = aggregate.sync in (SyncState.SYNCHRONIZED, SyncState.FAILED)
    assert shown == (aggregate.sync if ended else "in progress"), "D6"
    listed: Page[Any] = shop.ask(ListStorefrontAssets(account_id=KAFENEIO), OPERATOR)
    [seen] = [each for each in listed.items if each.id == asset]
    assert (seen.name, seen.version) == (row.name, row.version)
    mine = [
        each
        for each in shop.vendor.orders.values()
        if each.lines[0].friendly_name.endswith(aggregate.references)
    ]
    assert len(mine) <= 1, "B1"
