"""Finding the asset's purchase among the orders that Microsoft lists (D8, D32)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from application.asset.claims import Claims
from application.context import because_of
from application.ports.microsoft.licences import Cart, OrderState, VendorOrder
from core.asset.claim import VendorOrderLine
from core.asset.values import Claim, SyncState
from core.ids import AssetId
from tests.application.provisioning.till import WORKER_CAUSE, Till
from tests.support import fakes_faults as faults
from tests.support.builders import OFFICE_CATALOG_ID, PRODUCT
from tests.support.fakes_people import INSTANCE


def in_doubt() -> Till:
    """The checkout had no answer, the cart says submitted, and names are not echoed."""
    till = Till()
    till.vendor.habits.echoes_names = False
    till.vendor.on("check_out", faults.never_arrived())
    till.provision()
    till.vendor.forget_carts()
    return till


def bought_elsewhere(till: Till, **changed: Any) -> VendorOrder:
    """Somebody bought the same by hand."""
    cart = Cart("elsewhere", False, None, OFFICE_CATALOG_ID, 2, "EUR", "", None)
    order = till.vendor.sell(till.asset.details.tenant_id, replace(cart, **changed))
    till.vendor.orders[order.order_id] = replace(order, state=OrderState.COMPLETED)
    return order


def test_d32_the_only_candidate_is_the_purchase() -> None:
    till = in_doubt()
    order = bought_elsewhere(till)
    assert till.settle() is SyncState.SYNCHRONIZED
    assert till.asset.licence is not None
    assert till.asset.licence.order_id == order.order_id
    till.require_books()


def test_d32_more_than_one_candidate_is_never_linked_automatically() -> None:
    till = in_doubt()
    bought_elsewhere(till)
    bought_elsewhere(till)
    assert till.settle() is SyncState.UNKNOWN
    assert till.asset.licence is None


@pytest.mark.parametrize(
    "changed",
    [
        {"quantity": 3},
        {"catalog_id": "DG7GMGF0DWM3:0003:DZH318Z0AV01"},
        {"friendly_name": "Office PX-0123456789"},
    ],
    ids=["quantity", "sku", "another reference"],
)
def test_d32_another_quantity_product_or_reference_is_no_candidate(changed: dict[str, Any]) -> None:
    till = in_doubt()
    till.vendor.habits.echoes_names = True
    bought_elsewhere(till, **changed)
    require_not_taken(till)


def test_d32_an_order_from_before_the_asset_is_no_candidate() -> None:
    till = in_doubt()
    order = bought_elsewhere(till)
    long_ago = till.asset.created_on - timedelta(minutes=6)
    till.vendor.orders[order.order_id] = replace(order, ordered_at=long_ago)
    require_not_taken(till)


def test_d32_a_cancelled_order_is_no_candidate() -> None:
    till = in_doubt()
    order = bought_elsewhere(till)
    till.vendor.orders[order.order_id] = replace(order, state=OrderState.CANCELLED)
    require_not_taken(till)


def test_d32_the_reference_wins_over_every_candidate() -> None:
    till = in_doubt()
    till.vendor.habits.echoes_names = True
    bought_elsewhere(till)
    mine = bought_elsewhere(till, friendly_name=f"Office {till.asset.references[0]}")
    assert till.settle() is SyncState.SYNCHRONIZED
    assert till.asset.licence is not None
    assert till.asset.licence.order_id == mine.order_id


@pytest.mark.parametrize("form", ["order-1", "alias-1"])
def test_d8_a_line_that_another_asset_claimed_under_either_id_is_left_alone(form: str) -> None:
    till = Till()
    claim(till, form)
    till.provision()
    assert till.asset.sync is SyncState.UNKNOWN
    assert till.asset.last_error is not None
    assert till.asset.last_error.code == "licence_already_linked"
    assert till.asset.licence is None


def test_d8_a_claimed_line_is_no_candidate() -> None:
    till = in_doubt()
    theirs = bought_elsewhere(till)
    claim(till, theirs.order_id)
    mine = bought_elsewhere(till)
    assert till.settle() is SyncState.SYNCHRONIZED
    assert till.asset.licence is not None
    assert till.asset.licence.order_id == mine.order_id


def test_an_order_that_does_not_hold_the_asset_is_not_taken_over_d7() -> None:
    till = Till()
    till.vendor.habits.echoes_names = False

    def swap() -> None:
        [cart] = till.vendor.carts.values()
        other = replace(cart, catalog_id="DG7GMGF0DXXX:0001:DZH318Z0AV01")
        till.vendor.carts[cart.cart_id] = other

    till.vendor.on("check_out", faults.meanwhile(swap))
    till.provision()
    assert till.asset.sync is SyncState.UNKNOWN
    assert till.asset.last_error is not None
    assert till.asset.last_error.code == "unexpected_order"


def require_not_taken(till: Till) -> None:
    """The order was not taken for the asset's: as nothing else is there, nothing was bought."""
    assert till.settle() is SyncState.FAILED
    assert till.asset.last_error is not None
    assert till.asset.last_error.code == "not_bought"
    assert till.asset.licence is None


def claim(till: Till, order_id: str) -> None:
    """Another asset owns line 0 of that order."""
    other = VendorOrderLine.claimed(
        Claim(INSTANCE, order_id, 0, AssetId(PRODUCT)), order_id, at=till.clock.now()
    )
    with because_of(WORKER_CAUSE):
        till.ledger.save(other)
    assert Claims(till.ledger).owner(INSTANCE, order_id, 0)
