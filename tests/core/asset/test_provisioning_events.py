"""What provisioning may decide about an asset, and what it leaves alone (D4, D6, D7, D10, D11)."""

from datetime import timedelta

from core.asset.asset import Asset
from core.asset.events import (
    AssetCreated,
    AssetResynced,
)
from core.asset.purchasing import Step
from core.asset.values import LastError, Phase, SyncState
from tests.support.builders import ASSET, INSTANCE, a_price_snapshot
from tests.support.builders_assets import (
    FAILED,
    ORDERED,
    PENDING,
    UNKNOWN,
    WITH_CART,
    a_cart,
    a_licence,
    an_asset,
    attempted,
    cart_opened,
    order_placed,
    provisioned,
    purchase_details,
    sync_failed,
    sync_uncertain,
)
from tests.support.scenario import NOON, Scenario, fact, minutes, scenario

ERROR = LastError("800030", "No.")
DOUBT = LastError("timeout", "No answer.")


def asset(*history: object) -> Scenario[Asset]:
    return scenario(Asset, ASSET).given(*history)  # type: ignore[arg-type]


def test_s5_s6_s16_s82_the_record_exists_before_any_call_and_is_dated_once_d11() -> None:
    bought = an_asset()
    assert [type(event) for event in bought.pending] == [AssetCreated]
    assert (bought.id, bought.created_on, bought.provisioned_at) == (ASSET, NOON, None)
    assert bought.next_step is Step.BEGIN_ATTEMPT
    assert an_asset().id == bought.id


def test_s9_s19_the_name_defaults_to_the_product_and_the_sku_name_is_kept() -> None:
    bought = an_asset()
    assert bought.name == "Office LTSC Professional Plus 2024 (Commercial)"
    assert bought.details.sku_name == "Office LTSC Professional Plus 2024"


def test_s17_d12_the_price_is_a_snapshot() -> None:
    assert an_asset().details == purchase_details(price=a_price_snapshot())


def test_d4_the_intent_is_stored_before_the_first_call_and_only_once() -> None:
    begun = asset(*PENDING).when(lambda it: it.begin_attempt(at=minutes(1))).then(attempted())
    assert begun.next_step is Step.OPEN_CART
    asset(*WITH_CART).when(lambda it: it.begin_attempt(at=minutes(1))).then_nothing()


def test_d31_the_carts_id_is_stored_before_its_checkout() -> None:
    opened = (
        asset(*PENDING, attempted())
        .when(lambda it: it.open_cart(a_cart(), at=minutes(1)))
        .then(cart_opened())
    )
    assert opened.next_step is Step.CHECK_OUT
    assert opened.cart == a_cart()


def test_d6_d13_the_ids_of_an_accepted_order_are_stored_at_once() -> None:
    licence = a_licence(perpetual_id=None)
    ordered = (
        asset(*WITH_CART)
        .when(lambda it: it.place_order(licence, at=minutes(1)))
        .then(order_placed(perpetual_id=None))
    )
    assert (ordered.sync, ordered.licence) == (SyncState.ORDERED, licence)
    assert ordered.next_step is Step.CONFIRM_ORDER


def test_d8_an_accepted_order_comes_with_its_claim() -> None:
    claim = asset(*WITH_CART).aggregate.place_order(a_licence("Xk3fG7", line=3), at=minutes(1))
    assert (claim.instance_id, claim.vendor_order_id, claim.line) == (INSTANCE, "Xk3fG7", 3)
    assert claim.asset_id == ASSET


def test_s7_s18_s20_s83_a_completed_order_synchronizes_the_asset() -> None:
    done = (
        asset(*ORDERED)
        .when(lambda it: it.confirm_order("perpetual", at=minutes(1)))
        .then(provisioned(perpetual_id="perpetual"))
    )
    assert done.sync is SyncState.SYNCHRONIZED
    assert done.licence == a_licence(perpetual_id="perpetual")
    assert done.provisioned_at == minutes(1)
    assert done.next_step is Step.NOTHING


def test_s21_a_synchronized_asset_may_have_no_perpetual_id_yet() -> None:
    done = asset(*ORDERED).when(lambda it: it.confirm_order(None, at=minutes(1)))
    assert done.then(provisioned()).require_licence().perpetual_id is None


def test_s14_the_first_success_after_a_failure_is_a_resync() -> None:
    retried = (*FAILED, attempted(2, "reprovision"), cart_opened(2), order_placed(2))
    resynced = (
        asset(*retried)
        .when(lambda it: it.confirm_order(None, at=minutes(1)))
        .then(fact(AssetResynced, attempt=2, perpetual_id=None))
    )
    assert resynced.last_error is None
    assert resynced.licence == a_licence()


def test_s27_d7_a_definite_refusal_is_kept_in_microsofts_words() -> None:
    failed = (
        asset(*WITH_CART)
        .when(lambda it: it.fail(Phase.CHECKING_OUT, ERROR, at=minutes(1)))
        .then(sync_failed())
    )
    assert (failed.sync, failed.last_error, failed.licence) == (SyncState.FAILED, ERROR, None)
    assert failed.next_step is Step.NOTHING


def test_d6_an_order_that_microsoft_cancelled_leaves_no_licence_and_its_cart_is_spent() -> None:
    failed = asset(*ORDERED, sync_failed(phase=Phase.CONFIRMING_ORDER)).aggregate
    assert (failed.licence, failed.cart, failed.cart_in_doubt) == (None, None, False)


def test_d31_a_refused_checkout_leaves_the_cart_live() -> None:
    assert asset(*FAILED).aggregate.cart == a_cart()


def look(it: Asset) -> None:
    it.doubt(Phase.LOOKING_UP, DOUBT, answered=False, at=minutes(1))


def test_d7_d17_a_lookup_that_finds_nothing_new_is_told_once() -> None:
    unknown = asset(*WITH_CART).when(look).then(sync_uncertain(phase=Phase.LOOKING_UP))
    assert (unknown.sync, unknown.cart_in_doubt) == (SyncState.UNKNOWN, True)
    assert unknown.next_step is Step.CHECK_OUT
    asset(*UNKNOWN, sync_uncertain(phase=Phase.LOOKING_UP)).when(look).then_nothing()


def test_d17_the_wait_counts_from_the_first_look_after_the_last_checkout() -> None:
    searched = asset(*UNKNOWN).when(look).then(sync_uncertain(phase=Phase.LOOKING_UP))
    assert searched.searched_since == minutes(1)
    assert not searched.may_check_out_again
    assert not searched.may_conclude(timedelta(minutes=30), at=minutes(30))
    assert searched.may_conclude(timedelta(minutes=30), at=minutes(31))


def test_d17_every_checkout_in_doubt_is_told_and_ends_the_wait_so_far() -> None:
    def check_out(it: Asset) -> None:
        it.doubt(Phase.CHECKING_OUT, DOUBT, answered=False, at=minutes(1))

    searched = (*UNKNOWN, sync_uncertain(phase=Phase.LOOKING_UP))
    again = asset(*searched).when(check_out).then(sync_uncertain())
    assert (again.searched_since, again.doubtful_checkouts) == (None, 2)
    assert not again.may_conclude(timedelta(minutes=30), at=minutes(600))


def test_d32_every_answered_checkout_counts_even_with_the_same_words() -> None:
    def doubt(it: Asset) -> None:
        it.doubt(Phase.CHECKING_OUT, DOUBT, answered=True, at=minutes(1))

    once = asset(*WITH_CART, sync_uncertain(answered=True))
    twice = once.when(doubt).then(sync_uncertain(answered=True))
    assert twice.checkout_answers == 2


def test_d31_another_cart_is_free_of_the_former_ones_doubt() -> None:
    other = cart_opened(2, a_cart("cart-2"))
    moved = asset(*UNKNOWN, sync_failed(), attempted(2), other).aggregate
    assert not moved.cart_in_doubt
    same = asset(*UNKNOWN, sync_failed(), attempted(2), cart_opened(2)).aggregate
    assert same.cart_in_doubt
