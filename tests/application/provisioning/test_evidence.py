"""Whatever Microsoft lists: no stranger's order is taken, and none of ours overlooked (D8, D32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from application.asset.provisioning.evidence import PurchaseEvidence
from application.context import because_of
from application.ports.microsoft.licences import OrderState, VendorOrder, VendorOrderLine
from core.asset.claim import VendorOrderLine as ClaimedLine
from core.asset.values import Claim, VendorLine
from core.ids import AssetId
from tests.application.provisioning.till import WORKER_CAUSE, Till
from tests.support import fakes_faults as faults
from tests.support.builders import PRODUCT
from tests.support.fakes_people import INSTANCE

OURS, THEIRS, NONE = "ours", "theirs", "none"


@dataclass(frozen=True)
class Bought:
    """One order with one line, as somebody may have bought it."""

    reference: str
    same_sku: bool
    same_quantity: bool
    before: bool
    cancelled: bool
    claimed_as: str | None
    dismissed: bool


ORDERS = st.lists(
    st.builds(
        Bought,
        reference=st.sampled_from([OURS, THEIRS, NONE]),
        same_sku=st.booleans(),
        same_quantity=st.booleans(),
        before=st.booleans(),
        cancelled=st.booleans(),
        claimed_as=st.sampled_from([None, None, "id", "alias"]),
        dismissed=st.booleans(),
    ),
    max_size=5,
)


@given(ORDERS)
def test_d16_d17_d32_the_candidates_are_those_that_the_rules_name(bought: list[Bought]) -> None:
    till = Till()
    till.vendor.on("check_out", faults.never_arrived())
    till.provision()
    asset = till.asset
    for number, each in enumerate(bought):
        listed(till, number, each)
        if each.dismissed:
            asset.dismiss(VendorLine(f"order-{number}", 0), at=till.clock.now())
    evidence = till.shop.container.resolve(PurchaseEvidence).gather(asset, till.vendor)
    own = {f"order-{n}" for n, each in enumerate(bought) if is_own(each)}
    alike = {f"order-{n}" for n, each in enumerate(bought) if is_alike(each)}
    assert {each.order_id for each in evidence.own} == own
    assert {each.order_id for each in evidence.alike} == alike
    assert evidence.shows_nothing == (not own and not alike)
    expected = own if own else alike
    taken = evidence.the_purchase(asset, all_is_shown=True)
    assert (taken.order_id if taken else None) == (
        next(iter(expected)) if len(expected) == 1 else None
    )


def is_own(each: Bought) -> bool:
    return each.reference == OURS and not each.cancelled and not each.dismissed


def is_alike(each: Bought) -> bool:
    fits = each.same_sku and each.same_quantity and not each.before
    free = each.claimed_as is None and not each.dismissed and not each.cancelled
    return each.reference == NONE and fits and free


def listed(till: Till, number: int, each: Bought) -> None:
    asset = till.asset
    product, sku = asset.details.product_code.split(":")[:2]
    names = {OURS: asset.references[0], THEIRS: "PX-0123456789", NONE: "by hand"}
    line = VendorOrderLine(
        number=0,
        catalog_id=f"{product}:{sku if each.same_sku else '0999'}:DZH318Z0AV01",
        quantity=asset.details.quantity + (not each.same_quantity),
        friendly_name=f"Office {names[each.reference]}",
        perpetual_id=None,
    )
    long_before = timedelta(minutes=6) if each.before else timedelta()
    till.vendor.orders[f"order-{number}"] = VendorOrder(
        order_id=f"order-{number}",
        alias=f"alias-{number}",
        tenant_id=asset.details.tenant_id,
        state=OrderState.CANCELLED if each.cancelled else OrderState.PENDING,
        currency="EUR",
        ordered_at=asset.created_on - long_before,
        lines=(line,),
    )
    if each.claimed_as:
        form = f"order-{number}" if each.claimed_as == "id" else f"alias-{number}"
        other = Claim(INSTANCE, form, 0, AssetId(PRODUCT))
        with because_of(WORKER_CAUSE):
            till.ledger.save(ClaimedLine.claimed(other, form, at=till.clock.now()))
