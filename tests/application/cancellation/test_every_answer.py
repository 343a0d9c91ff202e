"""Every answer of Microsoft to a cancellation, and a crash at every save and call (D4, D30, D32).

However it goes, a line is cancelled at most once with one credit, and never refused falsely.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from application.ports.microsoft.licences import VendorOrder
from core.asset.values import AssetStatus
from tests.application.cancellation.counter import approve, cancel, items, licensed
from tests.support import fakes_faults as faults
from tests.support.fakes_faults import Fault
from tests.support.fakes_runtime import Crash
from tests.support.fakes_shop import Shop, open_shop

CANCELED, ACTIVE = AssetStatus.CANCELED, AssetStatus.ACTIVE


def unchanged(perform: Any) -> VendorOrder:
    """Microsoft says yes and shows an order that still stands."""
    order: VendorOrder = perform()
    lines = tuple(replace(line, quantity=2) for line in order.lines)
    return replace(order, state=order.state.COMPLETED, lines=lines)


ANSWERS: dict[str, tuple[str, tuple[Fault, ...], AssetStatus]] = {
    "yes": ("cancel_line", (), CANCELED),
    "window passed": ("cancel_line", (faults.refused("900117"),), ACTIVE),
    "cannot be cancelled": ("cancel_line", (faults.refused("800061"),), ACTIVE),
    "not software": ("cancel_line", (faults.refused("800019", status=403),), ACTIVE),
    "adjustment pending": ("cancel_line", (faults.refused("800014", status=409),), CANCELED),
    "not sent": ("cancel_line", (faults.unavailable(),), CANCELED),
    "throttled": (
        "cancel_line",
        (faults.unavailable(retry_after=3, answered=True),) * 2,
        CANCELED,
    ),
    "answer lost": ("cancel_line", (faults.answer_lost(),), CANCELED),
    "yes, but it stands": ("cancel_line", (unchanged,), CANCELED),
    "order not readable": ("read_order", (faults.unavailable(),), CANCELED),
    "reading refused": ("read_order", (faults.refused("403", status=403),), CANCELED),
    "answer lost, then unreadable": (
        "cancel_line",
        (faults.answer_lost(), faults.refused("900117")),
        CANCELED,
    ),
}


def prepared(answer: str) -> tuple[Shop, UUID]:
    shop = open_shop()
    asset = licensed(shop)
    call, scripted, _ = ANSWERS[answer]
    shop.vendor.on(call, *scripted)
    return shop, asset


def settled(shop: Shop) -> Shop:
    """Another process looks, as workers do, until nothing is unfinished."""
    shop = shop.restarted()
    shop.vendor.at_call.clear()
    for _ in range(5):
        shop.clock.pass_by(minutes=1)
        for asset in shop.process.unfinished():
            shop.provision(asset)
    assert shop.process.unfinished() == ()
    return shop


def require_books(shop: Shop, asset: UUID) -> None:
    """What we say of the licence is what Microsoft says, and what is billed is what is held."""
    canceled = shop.asset(asset).is_canceled
    assert shop.vendor.purchases == (0 if canceled else 1)
    assert sum(item.quantity for item in items(shop)) == (0 if canceled else 2)
    assert shop.kinds(asset).count("cancelled") == canceled


@pytest.mark.parametrize("answer", ANSWERS)
def test_d30_the_asset_ends_as_microsoft_says(answer: str) -> None:
    shop, asset = prepared(answer)
    cancel(shop, asset)
    shop = settled(shop)
    assert shop.asset(asset).status is ANSWERS[answer][2]
    require_books(shop, asset)


@pytest.mark.parametrize("answer", ANSWERS)
def test_d4_b1_a_crash_anywhere_changes_nothing_of_it(answer: str) -> None:
    """A refusal that died with its process is asked for again, and may then be a yes."""
    shop, asset = prepared(answer)
    saves, calls = shop.ledger.saves, len(shop.vendor.calls)
    cancel(shop, asset)
    undisturbed = (shop.ledger.saves, len(shop.vendor.calls))
    crashes = 0
    for number in range(saves + 1, undisturbed[0] + 1):
        for when in ("crash_before", "crash_after"):
            shop, asset = prepared(answer)
            setattr(shop.ledger, when, number)
            crashes += _crashed(shop, asset, answer)
    for number in range(calls + 1, undisturbed[1] + 1):
        for fault in (faults.crash_before(), faults.crash_after()):
            shop, asset = prepared(answer)
            shop.vendor.at_call[number] = fault
            crashes += _crashed(shop, asset, answer)
    assert crashes >= 3


def _crashed(shop: Shop, asset: UUID, answer: str) -> bool:
    died = True
    with suppress(Crash):
        cancel(shop, asset)
        died = False
    shop = settled(shop)
    if "cancellation-attempted" not in shop.kinds(asset):
        approve(shop, asset)
        shop = settled(shop)
    assert shop.asset(asset).status in {ANSWERS[answer][2], CANCELED}
    require_books(shop, asset)
    return died


def test_d32_the_request_id_stays_after_a_timeout_and_is_new_after_an_answer() -> None:
    shop = open_shop()
    asset = licensed(shop)
    shop.vendor.on("cancel_line", faults.unavailable(), faults.unavailable(answered=True))
    approve(shop, asset)
    for _ in range(3):
        shop.provision(asset)
    first, second, third = shop.vendor.request_ids("cancel_line")
    assert first == second
    assert third != second
    assert shop.asset(asset).status is CANCELED


def test_two_workers_cancel_one_line_once() -> None:
    """B1."""
    shop = open_shop()
    asset = licensed(shop)
    other = Shop(of=shop)
    approve(shop, asset)
    shop.vendor.on("cancel_line", faults.meanwhile(lambda: other.provision(asset)))
    shop.provision(asset)
    require_books(shop, asset)
