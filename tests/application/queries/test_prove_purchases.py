"""The proof that nothing was bought twice, and the forgeries that it must see (B3, D8)."""

from uuid import UUID, uuid5

import pytest

from application.queries.prove_purchases import ProvePurchases, PurchaseProof
from core.asset.events import (
    CartOpened,
    ExternalIdLinked,
    OrderPlaced,
    VendorOrderLineClaimed,
)
from core.asset.licence import licence_facts
from core.asset.values import VendorLicence
from core.ids import claim_id
from core.kernel.event import Event
from tests.application.provisioning.till import Till
from tests.support.builders_assets import a_licence
from tests.support.fakes_people import AUDITOR, INSTANCE
from tests.support.fakes_shop import Shop, failed_asset
from tests.support.scenario import NOON


@pytest.fixture
def assets(shop: Shop) -> tuple[UUID, UUID]:
    """Two provisioned assets."""
    first, second = shop.sell(), shop.sell()
    shop.provision(first)
    shop.provision(second)
    return first, second


def proof(shop: Shop) -> PurchaseProof:
    return shop.ask(ProvePurchases(), AUDITOR)


def rules(shop: Shop) -> set[str]:
    found = proof(shop)
    assert not found.ok
    return {violation.rule for violation in found.violations}


def forge(shop: Shop, kind: type[Event], asset: UUID, **facts: object) -> None:
    shop.ledger.forge(kind(asset, 0, NOON, **facts))


def placed(shop: Shop, asset: UUID, licence: VendorLicence, attempt: int = 1) -> None:
    forge(shop, OrderPlaced, asset, attempt=attempt, **licence_facts(licence))


def claimed(shop: Shop, order: str, asset: UUID) -> None:
    forge(
        shop,
        VendorOrderLineClaimed,
        claim_id(INSTANCE, order, 0),
        instance_id=INSTANCE,
        perpetual_order_id=order,
        line=0,
        asset_id=asset,
    )


def test_b3_an_honest_ledger_contradicts_nothing(shop: Shop, assets: tuple[UUID, UUID]) -> None:
    failed_asset(shop)
    found = proof(shop)
    assert found.ok
    assert (found.vendor_orders, found.assets, found.purchase_calls) == (2, 3, 3)


def test_b3_d6_a_cancelled_order_and_its_successor_are_no_contradiction() -> None:
    till = Till()
    till.vendor.habits.cancels = True
    till.provision()
    till.vendor.habits.cancels = False
    till.begin_again()
    till.provision()
    till.require_books()
    assert len(till.vendor.orders) == 2


def test_b3_one_line_of_two_assets_is_seen(shop: Shop, assets: tuple[UUID, UUID]) -> None:
    first, second = assets
    forge(
        shop,
        ExternalIdLinked,
        second,
        **licence_facts(shop.asset(first).require_licence()),
    )
    assert "one asset per vendor order line" in rules(shop)


def test_b3_two_lines_of_one_asset_are_seen(shop: Shop, assets: tuple[UUID, UUID]) -> None:
    first, _ = assets
    placed(shop, first, a_licence("order-9"))
    claimed(shop, "order-9", first)
    [violation] = proof(shop).violations
    assert violation.rule == "one vendor order line per asset"
    assert "order-1" in violation.first
    assert "order-9" in violation.second


def test_b3_one_cart_of_two_assets_is_seen(shop: Shop, assets: tuple[UUID, UUID]) -> None:
    _, second = assets
    forge(
        shop,
        CartOpened,
        second,
        attempt=1,
        cart_id="cart-1",
        catalog_id="x",
        currency="EUR",
        expires_at=None,
    )
    assert rules(shop) == {"one asset per cart"}


@pytest.mark.parametrize("kind", ["cart", "order"])
def test_b3_d4_a_purchase_call_without_intent_is_seen(
    kind: str, shop: Shop, assets: tuple[UUID, UUID]
) -> None:
    fresh = shop.sell()
    if kind == "cart":
        forge(
            shop,
            CartOpened,
            fresh,
            attempt=1,
            cart_id="cart-9",
            catalog_id="x",
            currency="EUR",
            expires_at=None,
        )
    else:
        placed(shop, fresh, a_licence("order-9"))
        claimed(shop, "order-9", fresh)
    [violation] = proof(shop).violations
    assert violation.rule == "an intent before every purchase call"
    assert str(fresh) in violation.first


def test_b3_d8_an_order_without_its_claim_is_seen(shop: Shop, assets: tuple[UUID, UUID]) -> None:
    asset = failed_asset(shop)
    placed(shop, asset, a_licence("order-9"))
    assert rules(shop) == {"line owned by its claimant"}


def test_b3_d8_a_claim_of_another_asset_is_seen(shop: Shop, assets: tuple[UUID, UUID]) -> None:
    first, second = assets
    shop.ledger.forge(
        VendorOrderLineClaimed(
            uuid5(first, "forged"),
            0,
            NOON,
            instance_id=INSTANCE,
            perpetual_order_id="order-1",
            line=0,
            asset_id=second,
        )
    )
    assert rules(shop) == {"line owned by its claimant"}


def test_b3_d8_the_same_order_under_its_alias_is_seen(
    shop: Shop, assets: tuple[UUID, UUID]
) -> None:
    asset = failed_asset(shop)
    placed(shop, asset, a_licence("alias-1", alias=None))
    claimed(shop, "alias-1", asset)
    assert rules(shop) == {"one asset per line, under any id"}
