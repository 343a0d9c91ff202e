"""What is said to Microsoft about an asset is kept, also when a step is refused (B6)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from application.asset.link_licence import LinkExternalLicence
from application.asset.refresh_asset import RefreshAsset
from application.ports.exchanges import Conversation
from core.kernel.errors import Refused
from tests.support import fakes_faults as faults
from tests.support.fakes_people import OPERATOR
from tests.support.fakes_shop import Shop, failed_asset


def said(conversations: Sequence[Conversation]) -> list[tuple[int, list[str]]]:
    return [(each.version, [call.path for call in each.exchanges]) for each in conversations]


def test_b6_each_step_of_a_purchase_is_a_conversation_that_led_to_a_version(shop: Shop) -> None:
    asset = shop.sell()
    shop.provision(asset, patience=60)
    kept = shop.exchanges.of(asset)
    assert said(kept)[:2] == [(2, ["catalog_id", "create_cart"]), (3, ["read_cart", "check_out"])]
    assert [(each.version, each.stored, each.attempt) for each in kept] == [
        (2, 3, 1),
        (3, 4, 1),
        (4, 5, 1),
    ]


def test_b6_p9_a_purchase_without_trouble_keeps_its_conversations_at_once(shop: Shop) -> None:
    shop.provision(shop.sell())
    assert shop.exchanges.saves == 1


def test_b6_a_step_that_waits_is_kept_before_it_waits(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("read_cart", faults.busy())
    kept_while_waiting: list[int] = []
    shop.vendor.on(
        "check_out", faults.meanwhile(lambda: kept_while_waiting.append(shop.exchanges.saves))
    )
    shop.provision(asset, patience=60)
    assert kept_while_waiting == [1]
    assert [(each.version, each.stored) for each in shop.exchanges.of(asset)][:3] == [
        (2, 3),
        (3, None),
        (3, 4),
    ]


def test_b6_trouble_ends_a_conversation_and_is_named(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("create_cart", faults.unavailable())
    shop.provision(asset)
    (kept,) = shop.exchanges.of(asset)
    assert (kept.stored, kept.trouble) == (None, "vendor_unavailable")
    assert kept.exchanges[-1].failure


def test_b6_a_step_that_came_second_stored_nothing(shop: Shop) -> None:
    asset = shop.sell()
    other = shop.restarted()
    shop.vendor.on("create_cart", faults.meanwhile(lambda: other.provision(asset)))
    shop.provision(asset)
    lost = [each for each in shop.exchanges.of(asset) if each.trouble == "version_conflict"]
    assert [(each.version, each.stored) for each in lost] == [(2, None)]


def test_b6_a_refused_command_keeps_what_was_said(shop: Shop) -> None:
    asset = failed_asset(shop)
    link = LinkExternalLicence(asset_id=asset, order="nowhere", reason="it was bought by hand")
    with pytest.raises(Refused):
        shop.send(link, OPERATOR)
    last = shop.exchanges.of(asset)[-1]
    assert (last.step, last.stored, last.trouble) == ("link", None, "vendor_refused")


def test_b6_a_refresh_is_a_conversation_too(shop: Shop) -> None:
    shop.vendor.habits.issues_perpetual_id = False
    asset = shop.sell()
    shop.provision(asset, patience=60)
    shop.vendor.habits.issues_perpetual_id = True
    shop.send(RefreshAsset(asset_id=asset))
    assert shop.exchanges.of(asset)[-1].step == "refresh"


def test_b6_what_concerns_no_asset_is_not_recorded(shop: Shop) -> None:
    shop.sync_again_later()
    assert shop.exchanges.kept == []
