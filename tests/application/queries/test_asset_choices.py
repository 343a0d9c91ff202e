"""What an operator may do with an asset in each of its states (S29, S32, D7, D17, D30)."""

from dataclasses import asdict
from uuid import UUID

import pytest

from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.queries.asset_choices import ShowAssetChoices
from core.kernel.errors import Forbidden
from tests.application.asset.assets import unknown_asset
from tests.support.fakes_people import AS_KAFENEIO, AUDITOR
from tests.support.fakes_shop import Shop, failed_asset


def choices(shop: Shop, asset: UUID) -> set[str]:
    found = asdict(shop.ask(ShowAssetChoices(asset_id=asset)))
    return {name for name, may in found.items() if may}


def synchronized(shop: Shop) -> UUID:
    asset = shop.sell()
    shop.provision(asset)
    return asset


def test_d6_d30_a_pending_purchase_is_only_refreshed(shop: Shop) -> None:
    assert choices(shop, shop.sell()) == {"refresh"}


def test_d9_d30_a_licence_is_refreshed_or_given_back(shop: Shop) -> None:
    assert choices(shop, synchronized(shop)) == {"refresh", "cancel", "record_end"}


def test_s29_s32_a_failed_asset_is_bought_again_linked_or_given_up(shop: Shop) -> None:
    assert choices(shop, failed_asset(shop)) == {"reprovision", "link", "cancel"}


def test_d7_d17_an_unknown_outcome_is_looked_for_linked_or_decided(shop: Shop) -> None:
    assert choices(shop, unknown_asset(shop)) == {"refresh", "link", "decide"}


def test_d30_a_request_waits_for_its_answer_until_the_cancellation_is_under_way(shop: Shop) -> None:
    asset = synchronized(shop)
    shop.send(RequestCancellation(asset_id=asset, reason="not needed"), AS_KAFENEIO)
    assert choices(shop, asset) == {"refresh", "cancel", "answer", "record_end"}
    shop.send(ApproveCancellation(asset_id=asset, reason="agreed"))
    assert choices(shop, asset) == {"refresh", "record_end"}
    shop.provision(asset)
    assert choices(shop, asset) == set()


def test_d3_only_operators_have_choices(shop: Shop) -> None:
    with pytest.raises(Forbidden):
        shop.ask(ShowAssetChoices(asset_id=shop.sell()), AUDITOR)
