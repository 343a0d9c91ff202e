"""The full history and the attempts of an asset (S12, S27, B1, B6, B11)."""

from uuid import UUID, uuid5

import pytest

from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.history.entry import HistoryEntry
from application.history.list_history import ListHistory
from application.principal import Principal
from application.queries.asset_attempts import AssetAttempts, AttemptView
from core.kernel.errors import NotFound
from tests.support import fakes_faults as faults
from tests.support.fakes_people import AUDITOR, ENGINEER, KAFENEIO, OPERATOR
from tests.support.fakes_shop import Shop, failed_asset


@pytest.fixture
def asset(shop: Shop) -> UUID:
    """Failed, declined once, then bought again after an answer that was lost."""
    asset = failed_asset(shop)
    shop.send(DeclineReprovision(asset_id=asset), reason="too dear")
    token = shop.ask(AskReprovision(asset_id=asset)).token
    shop.send(ConfirmReprovision(asset_id=asset, token=token))
    shop.vendor.on("check_out", faults.lost())
    shop.provision(asset)
    shop.provision(asset)
    return asset


def history(shop: Shop, asset: UUID) -> tuple[HistoryEntry, ...]:
    return shop.ask(ListHistory(thing="asset", thing_id=asset, oldest_first=True), AUDITOR).items


def attempts(shop: Shop, asset: UUID) -> tuple[AttemptView, ...]:
    return shop.ask(AssetAttempts(asset_id=asset), AUDITOR).items


def test_b11_everything_that_happened_is_told_in_order(shop: Shop, asset: UUID) -> None:
    told = history(shop, asset)
    assert [each.kind.split(".")[1] for each in told] == [
        "created",
        "provisioning-attempted",
        "cart-opened",
        "sync-failed",
        "reprovision-declined",
        "provisioning-attempted",
        "cart-opened",
        "sync-uncertain",
        "order-placed",
        "resynced",
    ]
    assert [each.version for each in told] == list(range(1, 11))


def test_s31_b11_a_declined_question_names_the_person_and_the_reason_and_no_change(
    shop: Shop, asset: UUID
) -> None:
    declined = history(shop, asset)[4]
    assert (declined.actor, declined.reason) == ("operator:Olga", "too dear")
    assert declined.changes == ()


def test_s12_s27_each_change_of_the_sync_status_is_told_before_and_after(
    shop: Shop, asset: UUID
) -> None:
    told = [
        (change.before, change.after)
        for entry in history(shop, asset)
        for change in entry.changes
        if change.field == "sync_status"
    ]
    assert told == [(None, "failed"), ("failed", None), (None, "synchronized")]


def test_d15_an_engineers_history_has_no_cost(shop: Shop, asset: UUID) -> None:
    def fields(by: Principal) -> set[str]:
        entries = shop.ask(ListHistory(thing="asset", thing_id=asset, oldest_first=True), by).items
        return {change.field for entry in entries for change in entry.changes}

    assert fields(OPERATOR) - fields(ENGINEER) == {"cost"}


def test_b6_each_attempt_tells_how_it_went(shop: Shop, asset: UUID) -> None:
    first, second = attempts(shop, asset)
    assert (first.number, first.purpose, first.outcome, first.code) == (
        1,
        "purchase",
        "failed",
        "800030",
    )
    assert (second.number, second.purpose, second.outcome, second.code) == (
        2,
        "reprovision",
        "synchronized",
        None,
    )
    assert second.perpetual_order_id == "order-1"
    assert first.cart_id == second.cart_id == "cart-1"
    assert first.reference != second.reference


def test_b6_an_attempt_that_is_not_over_says_so(shop: Shop) -> None:
    asset = shop.sell()
    assert attempts(shop, asset) == ()
    shop.vendor.on("create_cart", faults.unavailable())
    shop.provision(asset)
    assert [each.outcome for each in attempts(shop, asset)] == ["in-progress"]
    shop.vendor.on("check_out", faults.lost())
    shop.provision(asset)
    assert [(each.outcome, each.code) for each in attempts(shop, asset)] == [("unknown", "timeout")]


def test_what_is_no_asset_has_no_history(shop: Shop) -> None:
    for id in (KAFENEIO, uuid5(KAFENEIO, "none")):
        with pytest.raises(NotFound):
            history(shop, id)
        with pytest.raises(NotFound):
            attempts(shop, id)
