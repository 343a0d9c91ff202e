"""Stepping through an asset, and today's decision on the recorded answers (B6)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from application.asset.link_licence import LinkExternalLicence
from application.asset.refresh_asset import RefreshAsset
from application.debugging.replay import Replayed, Verdict
from application.ports.microsoft.errors import VendorRefused
from application.queries.asset_attempts import AssetAttempts
from application.queries.debug_asset import DebugAsset, DebugStep
from core.kernel.errors import NotFound
from tests.application.provisioning.test_every_fault import FAULTS, Prepare
from tests.support import fakes_faults as faults
from tests.support.fakes_exchanges import Told
from tests.support.fakes_people import AUDITOR, ENGINEER, KAFENEIO, OPERATOR
from tests.support.fakes_shop import Shop, failed_asset, open_shop


def debugged(shop: Shop, asset: UUID, *, replay: bool = False) -> tuple[DebugStep, ...]:
    return shop.ask(DebugAsset(asset_id=asset, replay=replay), ENGINEER).steps


def replays(shop: Shop, asset: UUID) -> list[Replayed]:
    steps = debugged(shop, asset, replay=True)
    return [talk.replayed for step in steps for talk in step.talks if talk.replayed]


def verdicts(shop: Shop, asset: UUID) -> list[Verdict]:
    return [each.verdict for each in replays(shop, asset)]


@pytest.fixture
def unknown(shop: Shop) -> UUID:
    """A checkout whose answer was lost, and never came to Microsoft."""
    asset = shop.sell()
    shop.vendor.on("check_out", faults.never_arrived())
    shop.provision(asset)
    return asset


def test_b6_every_event_is_a_step_with_the_talk_that_led_to_it(shop: Shop, unknown: UUID) -> None:
    steps = debugged(shop, unknown)
    told = [(step.event.kind.split(".")[1], _asked(step)) for step in steps if step.event]
    assert told == [
        ("created", []),
        ("provisioning-attempted", []),
        ("cart-opened", ["catalog_id", "create_cart"]),
        ("sync-uncertain", ["read_cart", "check_out"]),
    ]
    assert [talk.came_of_it for step in steps for talk in step.talks] == [
        "cart-opened",
        "sync-uncertain",
    ]


def test_b6_a_step_shows_what_the_decisions_go_by_before_and_after(
    shop: Shop, unknown: UUID
) -> None:
    doubt = debugged(shop, unknown)[-1]
    changed = {change.field: (change.before, change.after) for change in doubt.inside_changes}
    assert changed["sync"] == ("pending", "unknown")
    assert changed["cart_in_doubt"] == (False, True)
    assert (doubt.inside["next_step"], doubt.inside["cart"].cart_id) == ("check-out", "cart-1")
    assert "next_step" not in changed


def test_b6_what_was_said_since_the_latest_event_is_a_step_of_its_own(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("read_cart", faults.busy())
    shop.provision(asset)
    last = debugged(shop, asset)[-1]
    assert (last.number, last.event) == (4, None)
    assert [talk.came_of_it for talk in last.talks] == ["waits"]
    assert last.inside["next_step"] == "check-out"


def test_b6_attempts_tell_what_is_next_and_how_much_was_recorded(shop: Shop, unknown: UUID) -> None:
    (attempt,) = shop.ask(AssetAttempts(asset_id=unknown), AUDITOR).items
    assert (attempt.next_step, attempt.exchanges) == ("check-out", 4)


def test_b6_an_attempt_that_has_ended_has_no_next_step(shop: Shop) -> None:
    (ended,) = shop.ask(AssetAttempts(asset_id=failed_asset(shop)), AUDITOR).items
    assert ended.next_step is None


@pytest.mark.parametrize("name", FAULTS)
def test_b6_what_was_decided_is_decided_again_after_every_fault(name: str) -> None:
    """B6, D7."""
    shop = open_shop()
    prepare: Prepare = FAULTS[name][0]
    prepare(shop)  # type: ignore[arg-type]  # it troubles the vendor, which both have
    asset = shop.sell()
    for _ in range(3):
        shop.provision(asset, patience=5)
        shop.clock.pass_by(minutes=1)
    assert set(verdicts(shop, asset)) == {Verdict.SAME}


def test_b6_b11_a_replay_writes_only_that_it_was_read_and_asks_microsoft_nothing(
    shop: Shop, unknown: UUID
) -> None:
    def traces() -> tuple[int, ...]:
        kept = [each.topic for each in shop.ledger.recorded]
        reads = kept.count("audit-access.read.v1")
        written = len(kept) - reads, shop.ledger.saves - reads, shop.exchanges.saves
        return *written, len(shop.vendor.calls)

    before = traces()
    assert verdicts(shop, unknown) == [Verdict.SAME, Verdict.SAME]
    assert traces() == before


def test_b6_another_decision_is_shown_beside_the_recorded_one(shop: Shop, unknown: UUID) -> None:
    refused = VendorRefused("800030", "No.", status=400)
    _reword(shop, "check_out", refused)
    changed = replays(shop, unknown)[-1]
    assert changed.verdict is Verdict.DIFFERENT
    assert [each.kind for each in changed.recorded] == ["asset.sync-uncertain.v1"]
    assert [each.kind for each in changed.decided] == ["asset.sync-failed.v1"]
    assert changed.decided[0].facts["code"] == "800030"


def test_b6_the_same_decision_in_other_words_is_told_apart(shop: Shop) -> None:
    asset = failed_asset(shop)
    _reword(shop, "check_out", VendorRefused("800030", "Other words.", status=400))
    assert verdicts(shop, asset)[-1] is Verdict.OTHER_WORDS


def test_b6_a_question_that_was_not_asked_then_is_named(shop: Shop, unknown: UUID) -> None:
    shop.replays.forgotten.add("read_cart")
    last = replays(shop, unknown)[-1]
    assert (last.verdict, last.detail) == (Verdict.ASKS_OTHERWISE, "CALL read_cart")


def test_b6_a_decision_that_came_second_is_not_compared(shop: Shop) -> None:
    asset = shop.sell()
    other = shop.restarted()
    shop.vendor.on("create_cart", faults.meanwhile(lambda: other.provision(asset)))
    shop.provision(asset)
    found = replays(shop, asset)
    late = [each for each in found if each.verdict is Verdict.NOT_REPLAYED]
    assert [each.decided[0].kind for each in late] == ["asset.cart-opened.v1"]
    assert {each.verdict for each in found} == {Verdict.SAME, Verdict.NOT_REPLAYED}


def test_b6_a_link_is_not_replayed_as_its_order_is_not_recorded(shop: Shop) -> None:
    asset = failed_asset(shop)
    link = LinkExternalLicence(asset_id=asset, order="nowhere", reason="bought by hand")
    with pytest.raises(VendorRefused):
        shop.send(link, OPERATOR)
    last = replays(shop, asset)[-1]
    assert (last.verdict, last.detail) == (
        Verdict.NOT_REPLAYED,
        "Provisioning and refresh are replayed, link is not.",
    )


def test_b6_a_refresh_is_replayed(shop: Shop) -> None:
    shop.vendor.habits.issues_perpetual_id = False
    asset = shop.sell()
    shop.provision(asset, patience=60)
    shop.send(RefreshAsset(asset_id=asset))
    shop.vendor.habits.issues_perpetual_id = True
    shop.send(RefreshAsset(asset_id=asset))
    assert set(verdicts(shop, asset)) == {Verdict.SAME}


def test_b6_claims_stand_in_a_replay_as_they_stood_then(shop: Shop) -> None:
    """A purchase without reference that was nobody's then, and is the asset's own now (D8)."""
    shop.vendor.habits.echoes_names = False
    asset = shop.sell()
    shop.vendor.on("check_out", faults.lost())
    shop.vendor.on("read_cart", None, faults.gone())
    shop.provision(asset)
    shop.clock.pass_by(minutes=20)
    shop.provision(asset, patience=60)
    assert set(verdicts(shop, asset)) == {Verdict.SAME}


def test_b6_other_purchases_stand_in_a_replay_as_they_stood_then(shop: Shop) -> None:
    """An order without reference may be that of another purchase under way (D32)."""
    shop.vendor.habits.echoes_names = False
    other, asset = shop.sell(), shop.sell()
    shop.vendor.on("read_cart", faults.busy())
    shop.provision(other)
    shop.vendor.on("check_out", faults.lost())
    shop.provision(asset)
    shop.vendor.on("read_cart", faults.gone())
    shop.provision(asset)
    assert shop.kinds(asset)[-1] == "sync-uncertain"
    shop.provision(other, patience=60)
    assert shop.kinds(other)[-1] == "provisioned"
    shop.provision(asset, patience=60)
    assert set(verdicts(shop, asset)) == {Verdict.SAME}


def test_b6_d33_while_buying_was_paused_a_replay_only_looks_as_well(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("check_out", faults.never_arrived())
    shop.provision(asset)
    shop.home.place = "memory:copy"
    shop.clock.pass_by(minutes=1)
    shop.provision(asset)
    looked = shop.exchanges.of(asset)[-1]
    assert "find_orders" in [each.path for each in looked.exchanges]
    assert set(verdicts(shop, asset)) == {Verdict.SAME}


def test_b6_only_an_asset_can_be_debugged(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.ask(DebugAsset(asset_id=KAFENEIO), ENGINEER)


def test_b6_staff_debug_and_buyers_do_not() -> None:
    """D3."""
    assert {ENGINEER.role, AUDITOR.role, OPERATOR.role} <= DebugAsset.roles
    assert not {"reseller", "customer"} & DebugAsset.roles


def _asked(step: DebugStep) -> list[str]:
    return [call.path for talk in step.talks for call in talk.conversation.exchanges]


def _reword(shop: Shop, call: str, outcome: object) -> None:
    """As if today's adapter read the recorded answer otherwise."""
    shop.exchanges.kept = [
        replace(
            kept,
            exchanges=tuple(
                replace(each, outcome=outcome)
                if isinstance(each, Told) and each.path == call
                else each
                for each in kept.exchanges
            ),
        )
        for kept in shop.exchanges.kept
    ]
