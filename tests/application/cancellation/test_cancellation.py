"""From a request to a credit, and every no on the way (S4, S10, D1, D24, D30, D35)."""

from __future__ import annotations

import pytest

from application.asset.ask_reprovision import AskReprovision
from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.cancellation.ask_cancellation import AskCancellation
from application.asset.cancellation.decline_cancellation import DeclineCancellation
from application.asset.cancellation.record_found_cancellation import RecordFoundCancellation
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.asset.edit_asset import EditAsset
from application.asset.link_licence import LinkExternalLicence
from application.asset.refresh_asset import RefreshAsset
from application.bus import Origin
from application.queries.diagnose import Diagnose
from application.queries.list_assets import ListAssets
from application.queries.storefront_assets import ShowStorefrontAsset
from core.asset.cancellation_errors import (
    AssetAlreadyCanceled,
    NotCancellable,
    NotCancelledAtMicrosoft,
)
from core.asset.values import CancellationState
from core.kernel.errors import Forbidden, NotFound
from tests.application.asset.assets import unknown_asset, without_perpetual_id
from tests.application.cancellation.counter import (
    approve,
    cancel,
    cancellation,
    decline,
    items,
    licensed,
    request,
)
from tests.support import fakes_faults as faults
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    AS_STRANGER,
    AUDITOR,
    KAFENEIO,
    OPERATOR,
)
from tests.support.fakes_shop import Shop, failed_asset


def test_s4_d30_customers_and_resellers_request_and_microsoft_is_not_asked(shop: Shop) -> None:
    for by in (AS_KAFENEIO, AS_RESELLER):
        asset = licensed(shop)
        calls = len(shop.vendor.calls)
        request(shop, asset, by)
        asked = cancellation(shop, asset)
        assert (asked.state, asked.requested_by, asked.reason) == (
            "requested",
            by.actor,
            "not needed",
        )
        assert asked.requested_at == shop.clock.now()
        assert len(shop.vendor.calls) == calls


def test_d30_only_operators_decide(shop: Shop) -> None:
    asset = licensed(shop)
    request(shop, asset)
    for by in (AS_KAFENEIO, AS_RESELLER, AUDITOR):
        for command in (ApproveCancellation, DeclineCancellation, RecordFoundCancellation):
            with pytest.raises(Forbidden):
                shop.send(command(asset_id=asset, reason="because"), by)
    with pytest.raises(NotFound):
        shop.send(RequestCancellation(asset_id=asset, reason="because"), AS_STRANGER)


def test_d30_an_approved_request_cancels_the_whole_line_with_a_credit(shop: Shop) -> None:
    """D1, D24, S88."""
    asset = licensed(shop)
    request(shop, asset)
    shop.clock.pass_by(days=1)
    cancel(shop, asset)
    assert shop.vendor.purchases == 0
    seen = shop.ask(ShowStorefrontAsset(account_id=KAFENEIO, asset_id=asset), AS_KAFENEIO)
    assert (seen.status, seen.sync_status) == ("canceled", "synchronized")
    assert seen.cancellation == cancellation(shop, asset)
    told = cancellation(shop, asset)
    assert (told.state, told.how, told.credited) == ("cancelled", "vendor", True)
    assert (told.reason, told.decision) == ("not needed", "agreed")
    assert told.requested_by == AS_KAFENEIO.actor
    assert told.cancelled_at == told.decided_at == shop.clock.now()
    charge, credit = items(shop)
    assert (credit.kind, credit.takes_back, charge.takes_back) == ("credit", "charge", None)
    assert (str(charge.total), str(credit.total)) == ("825.00 EUR", "-825.00 EUR")
    assert (credit.asset_id, credit.quantity, credit.unit) == (asset, -2, "Licenses")
    assert credit.billed_at == shop.clock.now()
    assert shop.kinds(asset)[-3:] == [
        "cancellation-requested",
        "cancellation-attempted",
        "cancelled",
    ]


def test_d4_the_intent_is_stored_before_microsoft_is_asked(shop: Shop) -> None:
    asset = licensed(shop)
    approve(shop, asset)
    assert shop.vendor.count("cancel_line") == 0
    assert shop.kinds(asset)[-1] == "cancellation-attempted"
    assert shop.process.unfinished() == (asset,)
    shop.provision(asset)
    assert shop.process.unfinished() == ()


def test_d30_a_declined_request_changes_nothing_and_says_why(shop: Shop) -> None:
    asset = licensed(shop)
    request(shop, asset)
    decline(shop, asset)
    told = cancellation(shop, asset)
    assert (told.state, told.reason, told.decision) == ("declined", "not needed", "in use")
    assert (shop.vendor.count("cancel_line"), shop.vendor.purchases) == (0, 1)
    request(shop, asset)
    assert cancellation(shop, asset).decision is None


def test_d30_after_the_window_microsoft_refuses_and_the_asset_stays_active(shop: Shop) -> None:
    asset = licensed(shop)
    shop.vendor.on("cancel_line", faults.refused("900117"))
    cancel(shop, asset)
    told = cancellation(shop, asset)
    assert (told.state, told.refusal_code) == ("refused", "900117")
    assert told.refusal_message == "Microsoft says no."
    assert shop.asset(asset).require_licence().order_id == "order-1"
    assert [item.kind for item in items(shop)] == ["charge"]
    assert shop.process.unfinished() == ()
    cancel(shop, asset)
    assert cancellation(shop, asset).state == "cancelled"
    first, second = shop.vendor.request_ids("cancel_line")
    assert first != second


def test_d30_already_cancelled_there_is_recorded_as_found_with_its_credit(shop: Shop) -> None:
    asset = licensed(shop)
    shop.vendor.take_back("order-1")
    cancel(shop, asset)
    assert (cancellation(shop, asset).how, shop.vendor.count("cancel_line")) == ("found", 0)
    assert [item.kind for item in items(shop)] == ["charge", "credit"]


def test_d30_a_line_that_is_cancelled_while_we_ask_is_found_and_not_refused(shop: Shop) -> None:
    asset = licensed(shop)
    shop.vendor.on("cancel_line", faults.meanwhile(lambda: shop.vendor.take_back("order-1")))
    cancel(shop, asset)
    assert (cancellation(shop, asset).state, cancellation(shop, asset).how) == (
        "cancelled",
        "found",
    )


def test_d30_a_failed_asset_is_canceled_here_alone_and_never_bought_again(shop: Shop) -> None:
    asset = failed_asset(shop)
    calls = len(shop.vendor.calls)
    cancel(shop, asset)
    assert (cancellation(shop, asset).how, items(shop)) == ("local", [])
    assert len(shop.vendor.calls) == calls
    with pytest.raises(AssetAlreadyCanceled):
        shop.ask(AskReprovision(asset_id=asset))
    with pytest.raises(AssetAlreadyCanceled):
        shop.send(LinkExternalLicence(asset_id=asset, order="order-1", reason="by hand"))
    assert shop.ask(Diagnose()).findings == ()


def test_d30_pending_or_unknown_is_refused_whoever_asks(shop: Shop) -> None:
    for asset in (shop.sell(by=AS_KAFENEIO), unknown_asset(shop)):
        for act in (request, approve):
            with pytest.raises(NotCancellable):
                act(shop, asset)
        with pytest.raises(NotCancellable):
            shop.ask(AskCancellation(asset_id=asset), AS_KAFENEIO)


def test_s9_a_canceled_asset_stays_readable_and_can_be_renamed(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    cancel(shop, asset)
    for act in (request, approve, decline):
        with pytest.raises(AssetAlreadyCanceled):
            act(shop, asset)
    with pytest.raises(AssetAlreadyCanceled):
        shop.send(RefreshAsset(asset_id=asset))
    calls = len(shop.vendor.calls)
    assert shop.send(EditAsset(asset_id=asset, name="Old one")).trouble is None
    assert len(shop.vendor.calls) == calls
    [listed] = shop.ask(ListAssets()).items
    assert (listed.name, listed.status) == ("Old one", "canceled")


def test_b1_a_command_that_comes_again_is_answered_and_not_run(shop: Shop) -> None:
    asset = licensed(shop)
    shop.vendor.on("cancel_line", faults.refused("900117"))
    commands = {
        RequestCancellation(asset_id=asset, reason="not needed"): AS_KAFENEIO,
        DeclineCancellation(asset_id=asset, reason="in use"): OPERATOR,
        ApproveCancellation(asset_id=asset, reason="agreed"): OPERATOR,
    }
    sent = [
        (command, Origin(by, "http", command_id=shop.ids.new())) for command, by in commands.items()
    ]
    for command, origin in sent:
        shop.bus.send(command, origin)
        shop.bus.send(command, origin)
    shop.provision(asset)
    told = shop.kinds(asset)
    for command, origin in sent:
        shop.bus.send(command, origin)
    assert shop.kinds(asset) == told
    assert told[-4:] == [
        "cancellation-requested",
        "cancellation-declined",
        "cancellation-attempted",
        "cancellation-refused",
    ]


def test_d30_a_refresh_finds_what_was_cancelled_at_microsoft(shop: Shop) -> None:
    asset = licensed(shop)
    shop.vendor.take_back("order-1")
    found = shop.send(RefreshAsset(asset_id=asset), AS_KAFENEIO)
    assert (found.status, found.filled) == ("canceled", False)
    assert cancellation(shop, asset).how == "found"
    assert [str(item.total) for item in items(shop)] == ["825.00 EUR", "-825.00 EUR"]


def test_d30_recording_a_found_cancellation_takes_microsofts_word_for_it(shop: Shop) -> None:
    asset = licensed(shop)
    found = RecordFoundCancellation(asset_id=asset, reason="seen in the portal")
    with pytest.raises(NotCancelledAtMicrosoft):
        shop.send(found)
    shop.vendor.take_back("order-1")
    shop.send(found)
    told = cancellation(shop, asset)
    assert (told.how, told.decision, told.decided_by) == (
        "found",
        "seen in the portal",
        "operator:Olga",
    )
    with pytest.raises(AssetAlreadyCanceled):
        shop.send(found)


def test_d30_open_requests_are_listed_and_doctor_names_them(shop: Shop) -> None:
    asset, other = licensed(shop), licensed(shop)
    request(shop, asset)
    for account in (None, KAFENEIO):
        asked = ListAssets(account_id=account, cancellation=CancellationState.REQUESTED)
        assert [each.id for each in shop.ask(asked).items] == [asset]
    [finding] = shop.ask(Diagnose()).findings
    assert "waits for approval" in finding.message
    assert "until 2026-03-31 12:00Z" in finding.message
    assert f"asset cancel {asset} --approve" in finding.advice
    approve(shop, other)
    told = [finding.message for finding in shop.ask(Diagnose()).findings]
    assert len(told) == 2
    assert "is being cancelled" in told[1]


def test_d30_the_advice_tells_credit_deadline_and_days_left(shop: Shop) -> None:
    asset = licensed(shop)
    advice = shop.ask(AskCancellation(asset_id=asset), AS_KAFENEIO)
    assert (str(advice.credit), advice.days_left) == ("825.00 EUR", 30)
    assert "the keys are revoked" in advice.message
    assert "30 more days" in advice.message
    shop.clock.pass_by(days=29)
    assert "1 more day." in shop.ask(AskCancellation(asset_id=asset)).message
    shop.clock.pass_by(days=2)
    late = shop.ask(AskCancellation(asset_id=asset))
    assert late.days_left == 0
    assert "Microsoft will probably refuse" in late.message
    failed = shop.ask(AskCancellation(asset_id=failed_asset(shop)))
    assert (failed.credit, failed.return_deadline) == (None, None)
    assert "Microsoft is not asked" in failed.message
