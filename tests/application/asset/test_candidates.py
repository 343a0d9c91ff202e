"""What may be the licence already is linked or dismissed before it is bought again (D16, D17)."""

from uuid import UUID

import pytest

from application.asset.ask_reprovision import AskReprovision
from application.asset.challenge import Challenge
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.dismiss_candidate import DismissCandidate
from application.asset.link_licence import LinkExternalLicence
from application.asset.list_candidates import ListCandidates
from application.asset.settle_unknown import SettleUnknown
from application.history.list_history import ListHistory
from application.ports.microsoft.errors import VendorUnavailable
from application.ports.microsoft.licences import Cart, VendorOrder
from core.asset.errors import (
    AnotherOutcomeUnknown,
    CandidatesOpen,
    ChallengeOutdated,
    NotFailed,
    NotUnknown,
    OutcomeStillUnknown,
    TooEarlyToDecide,
)
from core.asset.values import SyncState
from core.kernel.errors import NotFound
from tests.support import fakes_faults as faults
from tests.support.builders import OFFICE
from tests.support.fakes_shop import Shop, failed_asset, open_shop

WHY = "bought for the branch"


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def bought_elsewhere(shop: Shop, asset: UUID, *, quantity: int = 2, name: str = "") -> VendorOrder:
    """Somebody bought the asset's product for its customer, not through us."""
    product, sku = OFFICE.split(":")[:2]
    cart = Cart(
        cart_id="portal",
        ordered=False,
        expires_at=None,
        catalog_id=f"{product}:{sku}:DZH318Z0AV01",
        quantity=quantity,
        currency="EUR",
        friendly_name=name,
        line_error=None,
    )
    return shop.vendor.sell(shop.asset(asset).details.tenant_id, cart)


def asked(shop: Shop, asset: UUID) -> Challenge:
    return shop.ask(AskReprovision(asset_id=asset))


def confirm(shop: Shop, asset: UUID) -> None:
    shop.send(ConfirmReprovision(asset_id=asset, token=asked(shop, asset).token))


def unknown_asset(shop: Shop) -> UUID:
    """Its checkout got no answer, and its cart is gone."""
    asset = shop.sell()
    shop.vendor.on("check_out", faults.never_arrived())
    shop.provision(asset)
    shop.vendor.forget_carts()
    return asset


def test_d16_s29_the_question_shows_what_may_be_the_licence_already(shop: Shop) -> None:
    asset = failed_asset(shop)
    order = bought_elsewhere(shop, asset)
    [candidate] = asked(shop, asset).candidates
    assert (candidate.perpetual_order_id, candidate.line) == (order.order_id, 0)
    assert "nobody owns it" in candidate.why


def test_d16_nothing_is_bought_while_a_candidate_is_open(shop: Shop) -> None:
    asset = failed_asset(shop)
    bought_elsewhere(shop, asset)
    with pytest.raises(CandidatesOpen, match="order-1 line 0"):
        confirm(shop, asset)
    assert shop.asset(asset).sync is SyncState.FAILED


def test_d16_a_purchase_that_came_up_after_the_question_is_not_overlooked(shop: Shop) -> None:
    asset = failed_asset(shop)
    token = asked(shop, asset).token
    bought_elsewhere(shop, asset)
    with pytest.raises(CandidatesOpen):
        shop.send(ConfirmReprovision(asset_id=asset, token=token))


def test_d16_a_dismissed_candidate_stands_in_nobodys_way_and_its_reason_is_kept(shop: Shop) -> None:
    asset = failed_asset(shop)
    order = bought_elsewhere(shop, asset)
    token = asked(shop, asset).token
    shop.send(DismissCandidate(asset_id=asset, order=order.alias or "", line=0, reason=WHY))
    last = shop.ask(ListHistory(thing_id=asset)).items[0]
    assert (last.kind, last.reason) == ("asset.candidate-dismissed.v1", WHY)
    assert last.changes[0].after == (f"order {order.order_id} line 0",)
    with pytest.raises(ChallengeOutdated):
        shop.send(ConfirmReprovision(asset_id=asset, token=token))
    confirm(shop, asset)
    assert shop.provision(asset).sync_state == "synchronized"
    assert shop.asset(asset).require_licence().order_id != order.order_id


def test_d16_a_linked_candidate_needs_no_purchase(shop: Shop) -> None:
    asset = failed_asset(shop)
    order = bought_elsewhere(shop, asset)
    shop.send(LinkExternalLicence(asset_id=asset, order=order.order_id, reason=WHY))
    assert shop.asset(asset).require_licence().order_id == order.order_id
    with pytest.raises(NotFailed):
        asked(shop, asset)


def test_d16_only_a_candidate_is_dismissed(shop: Shop) -> None:
    asset = failed_asset(shop)
    order = bought_elsewhere(shop, asset, quantity=3)
    with pytest.raises(NotFound):
        shop.send(DismissCandidate(asset_id=asset, order=order.order_id, reason=WHY))


@pytest.mark.parametrize("search", ["find_orders", "find_entitlements"])
def test_d16_d17_where_microsoft_does_not_show_everything_nothing_is_bought(
    shop: Shop, search: str
) -> None:
    asset = failed_asset(shop)
    shop.vendor.on(search, faults.refused("403", status=403))
    with pytest.raises(VendorUnavailable, match="does not show all"):
        asked(shop, asset)


def test_d16_no_second_purchase_of_the_same_product_while_one_is_unresolved(shop: Shop) -> None:
    doubtful = unknown_asset(shop)
    second = shop.sell()
    standing = shop.provision(second)
    assert (standing.sync_state, standing.in_progress) == ("pending", True)
    assert str(doubtful) in str(standing.trouble)
    assert shop.vendor.count("create_cart") == 1
    shop.provision(doubtful)
    shop.clock.pass_by(minutes=30)
    assert shop.provision(doubtful).sync_state == "failed"
    assert shop.provision(second).sync_state == "synchronized"


def test_d16_a_failed_asset_is_not_bought_again_while_its_twin_is_unresolved(shop: Shop) -> None:
    failed = failed_asset(shop)
    unknown_asset(shop)
    with pytest.raises(AnotherOutcomeUnknown):
        asked(shop, failed)


def test_d32_of_two_open_twins_neither_takes_an_order_without_reference(shop: Shop) -> None:
    shop.vendor.habits.echoes_names = False
    first, second = shop.sell(), shop.sell()
    for asset in (first, second):
        shop.vendor.on("read_cart", faults.unavailable())
        shop.provision(asset)
    shop.vendor.on("check_out", faults.lost(), faults.never_arrived())
    shop.provision(first)
    shop.provision(second)
    shop.vendor.forget_carts()
    for _ in range(4):
        shop.clock.pass_by(minutes=20)
        assert shop.provision(second).sync_state == "unknown"
        assert shop.provision(first).sync_state == "unknown"


def test_d32_an_order_without_reference_may_be_the_late_sale_of_a_failed_twin(shop: Shop) -> None:
    failed = failed_asset(shop)
    asset = unknown_asset(shop)
    bought_elsewhere(shop, failed)
    for _ in range(3):
        shop.clock.pass_by(minutes=31)
        assert shop.provision(asset).sync_state == "unknown"


def test_d17_a_person_decides_with_a_reason_that_nothing_was_bought(shop: Shop) -> None:
    asset = unknown_asset(shop)
    with pytest.raises(OutcomeStillUnknown):
        asked(shop, asset)
    with pytest.raises(TooEarlyToDecide):
        shop.send(SettleUnknown(asset_id=asset, reason="Support found no order"))
    shop.provision(asset)
    shop.clock.pass_by(minutes=15)
    shop.send(SettleUnknown(asset_id=asset, reason="Support found no order"))
    assert shop.asset(asset).sync is SyncState.FAILED
    last = shop.ask(ListHistory(thing_id=asset)).items[0]
    assert (last.kind, last.reason) == ("asset.sync-failed.v1", "Support found no order")


def test_d17_nobody_decides_against_what_microsoft_shows(shop: Shop) -> None:
    asset = unknown_asset(shop)
    [reference] = shop.asset(asset).references
    for _ in range(2):
        bought_elsewhere(shop, asset, name=f"Office {reference}")
    with pytest.raises(CandidatesOpen):
        shop.send(SettleUnknown(asset_id=asset, reason="I think not"))
    assert len(shop.ask(ListCandidates(asset_id=asset)).items) == 2


def test_d17_several_matches_stay_unknown_until_a_person_links_one(shop: Shop) -> None:
    asset = unknown_asset(shop)
    [reference] = shop.asset(asset).references
    orders = [bought_elsewhere(shop, asset, name=f"Office {reference}") for _ in range(2)]
    shop.clock.pass_by(hours=2)
    assert shop.provision(asset).sync_state == "unknown"
    shop.send(LinkExternalLicence(asset_id=asset, order=orders[1].order_id, reason=WHY))
    assert shop.asset(asset).require_licence().order_id == orders[1].order_id


def test_d17_what_is_known_is_not_decided(shop: Shop) -> None:
    with pytest.raises(NotUnknown):
        shop.send(SettleUnknown(asset_id=failed_asset(shop), reason="just so"))


def test_d8_a_link_claims_both_forms_of_the_order_id(shop: Shop) -> None:
    first, second = failed_asset(shop), failed_asset(shop)
    order = bought_elsewhere(shop, first)
    shop.send(LinkExternalLicence(asset_id=first, order=order.order_id, reason=WHY))
    claims = [
        each.event.perpetual_order_id  # type: ignore[attr-defined]
        for each in shop.ledger.recorded
        if each.topic == "vendor-order-line.claimed.v1"
    ]
    assert claims == [order.order_id, order.alias]
    assert shop.ask(ListCandidates(asset_id=second)).items == ()
