"""Asking before a licence is bought again: continue or cancel (S13, S29–S31, D10, D12)."""

from uuid import UUID

import pytest

from application.asset.ask_reprovision import AskReprovision
from application.asset.challenge import Challenge
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.asset.edit_asset import EditAsset
from core.asset.errors import (
    ChallengeOutdated,
    LossNotAccepted,
    NotFailed,
    OutcomeStillUnknown,
)
from core.asset.values import SyncState
from core.catalogue.errors import NotOrderable
from tests.application.asset.assets import unknown_asset
from tests.support import fakes_faults as faults
from tests.support.builders import a_sheet_price
from tests.support.fakes_shop import Shop, failed_asset


def asked(shop: Shop, asset: UUID) -> Challenge:
    return shop.ask(AskReprovision(asset_id=asset))


def cost_is(shop: Shop, cost: str) -> None:
    shop.vendor.priced[0] = a_sheet_price(cost=cost)
    shop.sync()


def test_s28_s29_the_question_says_what_is_bought_and_for_how_much(shop: Shop) -> None:
    asset = failed_asset(shop)
    events, calls = shop.ledger.end(), len(shop.vendor.calls)
    challenge = asked(shop, asset)
    assert "buys a new licence" in challenge.message
    assert (str(challenge.sold_for), str(challenge.cost_today)) == ("825.00 EUR", "600.00 EUR")
    assert not challenge.loss
    asked_of_microsoft = [each.name for each in shop.vendor.calls[calls:]]
    assert asked_of_microsoft == ["find_orders", "find_entitlements"], "D16: reads only"
    assert shop.ledger.end() == events


def test_s13_s14_s30_continue_buys_a_new_licence_and_connects_it_to_that_asset(shop: Shop) -> None:
    asset = failed_asset(shop)
    shop.send(ConfirmReprovision(asset_id=asset, token=asked(shop, asset).token))
    assert shop.vendor.purchases == 0, "D4: the intent comes first"
    shop.provision(asset)
    assert shop.kinds(asset)[-1] == "resynced"
    assert shop.asset(asset).require_licence().order_id in shop.vendor.orders
    assert shop.vendor.purchases == 1


def test_s31_d10_cancel_buys_nothing_and_changes_nothing_but_the_history(shop: Shop) -> None:
    asset = failed_asset(shop)
    before, calls = shop.asset(asset), len(shop.vendor.calls)
    shop.send(DeclineReprovision(asset_id=asset))
    shop.provision(asset)
    after = shop.asset(asset)
    assert len(shop.vendor.calls) == calls
    assert (after.sync, after.details, after.name) == (before.sync, before.details, before.name)
    assert shop.kinds(asset)[-1] == "reprovision-declined"


def test_s15_d10_a_failed_retry_changes_neither_side(shop: Shop) -> None:
    asset = failed_asset(shop)
    before = shop.asset(asset)
    shop.send(ConfirmReprovision(asset_id=asset, token=asked(shop, asset).token))
    shop.vendor.on("check_out", faults.refused("800099"))
    shop.provision(asset)
    after = shop.asset(asset)
    assert shop.vendor.purchases == 0
    assert (after.sync, after.details, after.name, after.licence, after.created_on) == (
        before.sync,
        before.details,
        before.name,
        before.licence,
        before.created_on,
    )
    assert after.last_error is not None
    assert after.last_error.code == "800099"


def test_d9_the_answer_belongs_to_the_version_that_was_asked_about(shop: Shop) -> None:
    asset = failed_asset(shop)
    token = asked(shop, asset).token
    shop.send(EditAsset(asset_id=asset, name="Front desk"))
    with pytest.raises(ChallengeOutdated):
        shop.send(ConfirmReprovision(asset_id=asset, token=token))
    shop.send(ConfirmReprovision(asset_id=asset, token=asked(shop, asset).token))


def test_d12_the_answer_belongs_to_the_cost_that_was_shown(shop: Shop) -> None:
    asset = failed_asset(shop)
    token = asked(shop, asset).token
    cost_is(shop, "301.00")
    with pytest.raises(ChallengeOutdated):
        shop.send(ConfirmReprovision(asset_id=asset, token=token))


def test_d12_a_loss_needs_a_yes_of_its_own(shop: Shop) -> None:
    asset = failed_asset(shop)
    cost_is(shop, "412.51")
    challenge = asked(shop, asset)
    assert challenge.loss
    with pytest.raises(LossNotAccepted, match=r"825\.00 EUR; buying it today costs 825\.02 EUR"):
        shop.send(ConfirmReprovision(asset_id=asset, token=challenge.token))
    assert shop.asset(asset).sync is SyncState.FAILED
    shop.send(ConfirmReprovision(asset_id=asset, token=challenge.token, accept_loss=True))


def test_d12_selling_at_cost_is_no_loss(shop: Shop) -> None:
    asset = failed_asset(shop)
    cost_is(shop, "412.50")
    assert not asked(shop, asset).loss


def test_a_second_continue_buys_nothing_more_d9(shop: Shop) -> None:
    asset = failed_asset(shop)
    command = ConfirmReprovision(asset_id=asset, token=asked(shop, asset).token)
    shop.send(command)
    for _ in range(2):
        with pytest.raises(NotFailed):
            shop.send(command)
        shop.provision(asset)
    assert shop.vendor.purchases == 1


def test_d7_an_unknown_asset_is_neither_asked_about_nor_bought_nor_declined(shop: Shop) -> None:
    asset = unknown_asset(shop)
    with pytest.raises(OutcomeStillUnknown):
        asked(shop, asset)
    with pytest.raises(OutcomeStillUnknown):
        shop.send(ConfirmReprovision(asset_id=asset, token="x"))
    with pytest.raises(OutcomeStillUnknown):
        shop.send(DeclineReprovision(asset_id=asset))


def test_d23_what_microsoft_discontinued_cannot_be_bought_again(shop: Shop) -> None:
    asset = failed_asset(shop)
    shop.vendor.offered = []
    shop.sync_again_later()
    with pytest.raises(NotOrderable):
        asked(shop, asset)
