"""Billed charges minus credits are the licences that are held, whatever happened (D24, S88)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.link_licence import LinkExternalLicence
from application.asset.refresh_asset import RefreshAsset
from application.ports.microsoft.licences import OrderState
from core.asset.values import SyncState
from core.kernel.errors import Refused
from tests.application.cancellation.counter import approve, cancel, decline, items, request
from tests.support import fakes_faults as faults
from tests.support.fakes_people import KAFENEIO, TENANTS
from tests.support.fakes_shop import Shop, open_shop


def again(shop: Shop, asset: UUID) -> None:
    token = shop.ask(AskReprovision(asset_id=asset)).token
    shop.send(ConfirmReprovision(asset_id=asset, token=token))


def link(shop: Shop, asset: UUID) -> None:
    [cart, *_] = shop.vendor.carts.values()
    order = shop.vendor.sell(TENANTS[KAFENEIO], cart)
    shop.vendor.habits.pending_reads = 0
    shop.send(LinkExternalLicence(asset_id=asset, order=order.order_id, reason="by hand"))


def take_back(shop: Shop, asset: UUID) -> None:
    """Somebody cancels the order at Microsoft."""
    licence = shop.asset(asset).licence
    if licence:
        shop.vendor.take_back(licence.order_id)


ACTIONS: tuple[Callable[[Shop, UUID], object], ...] = (
    lambda shop, asset: shop.provision(asset),
    lambda shop, asset: shop.send(RefreshAsset(asset_id=asset)),
    again,
    request,
    decline,
    approve,
    cancel,
    link,
    take_back,
)
CHECKOUTS = (faults.refused, faults.lost, faults.never_arrived)
CANCELLATIONS = (faults.refused, faults.unavailable, faults.answer_lost)
Fault = st.none() | st.integers(0, 2)


@settings(max_examples=60, database=None)
@given(st.lists(st.tuples(st.sampled_from(range(len(ACTIONS))), Fault, Fault), max_size=10))
def test_d24_s88_charges_minus_credits_are_the_licences_held(
    steps: list[tuple[int, int | None, int | None]],
) -> None:
    shop = open_shop()
    asset = shop.sell()
    for action, checkout, cancellation in steps:
        shop.vendor.on("check_out", None if checkout is None else CHECKOUTS[checkout]())
        shop.vendor.on(
            "cancel_line", None if cancellation is None else CANCELLATIONS[cancellation]()
        )
        shop.clock.pass_by(minutes=1)
        try:
            ACTIONS[action](shop, asset)
        except (Refused, ValueError):  # there is no cart yet from which somebody could buy
            continue
        require_balance(shop, asset)
    require_balance(shop, asset)


def require_balance(shop: Shop, asset: UUID) -> None:
    found = shop.asset(asset)
    held = found.sync is SyncState.SYNCHRONIZED and not found.is_canceled
    billed = items(shop)
    assert sum(item.quantity for item in billed) == (2 if held else 0)
    assert sum((item.total.amount for item in billed), Decimal()) == (825 if held else 0)
    assert [item.kind for item in billed] in ([], ["charge"], ["charge", "credit"])
    assert {item.billed_at is not None for item in billed} <= {True}
    if found.is_canceled and found.licence:
        assert shop.vendor.orders[found.licence.order_id].state is OrderState.CANCELLED
