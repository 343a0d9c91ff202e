"""Connecting a failed asset to a licence that exists at Microsoft (S32, D8)."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from application.asset.link_licence import LinkExternalLicence
from application.ports.microsoft.errors import VendorRefused
from application.ports.microsoft.licences import Cart, OrderState, VendorOrder
from application.queries.prove_purchases import ProvePurchases
from core.asset.errors import LicenceDoesNotMatch, LicenceOwnedByAnotherAsset, NotFailed
from core.asset.values import SyncState
from core.kernel.errors import Invalid
from tests.application.asset.assets import unknown_asset
from tests.support.builders import OFFICE_CATALOG_ID
from tests.support.fakes_people import KAFENEIO, STRANGER, TENANTS
from tests.support.fakes_shop import Shop, failed_asset


def bought_by_hand(shop: Shop, *, tenant: str = TENANTS[KAFENEIO], **changed: Any) -> VendorOrder:
    cart = Cart("by-hand", False, None, OFFICE_CATALOG_ID, 2, "EUR", "", None)
    return shop.vendor.sell(tenant, replace(cart, **changed))


def link(shop: Shop, asset: UUID, order: str, line: int | None = None) -> None:
    reason = "bought by hand"
    shop.send(LinkExternalLicence(asset_id=asset, order=order, reason=reason, line=line))


@pytest.mark.parametrize("form", ["order_id", "alias"])
def test_s32_a_failed_asset_is_linked_under_the_canonical_id_whichever_was_typed(
    form: str, shop: Shop
) -> None:
    asset = failed_asset(shop)
    order = bought_by_hand(shop)
    link(shop, asset, f" {getattr(order, form)} ")
    licence = shop.asset(asset).require_licence()
    assert (licence.order_id, licence.alias) == (order.order_id, order.alias)
    assert shop.kinds(asset)[-1] == "external-id-linked"
    assert shop.vendor.purchases == 1
    assert shop.ask(ProvePurchases()).ok


def test_s32_a_licence_is_found_by_its_perpetual_id_however_it_is_written(shop: Shop) -> None:
    asset = failed_asset(shop)
    bought_by_hand(shop)
    order = bought_by_hand(shop)
    issued = order.lines[0].perpetual_id or ""
    reason = "bought by hand"
    shop.send(LinkExternalLicence(asset_id=asset, perpetual_id=issued.upper(), reason=reason))
    licence = shop.asset(asset).require_licence()
    assert (licence.order_id, licence.perpetual_id) == (order.order_id, issued)


@pytest.mark.parametrize("times", [0, 2])
def test_d8_a_perpetual_id_of_no_line_or_of_several_is_refused(times: int, shop: Shop) -> None:
    asset = failed_asset(shop)
    for _ in range(times):
        order = bought_by_hand(shop)
        lines = (replace(order.lines[0], perpetual_id="twice"),)
        shop.vendor.orders[order.order_id] = replace(order, lines=lines)
    with pytest.raises(LicenceDoesNotMatch, match=f"{times} order lines"):
        shop.send(LinkExternalLicence(asset_id=asset, perpetual_id="twice", reason="by hand"))


@pytest.mark.parametrize("named", [{}, {"order": " "}, {"order": "a", "perpetual_id": "b"}])
def test_s32_a_link_names_one_thing(named: dict[str, Any], shop: Shop) -> None:
    asset = failed_asset(shop)
    with pytest.raises(Invalid):
        shop.send(LinkExternalLicence(asset_id=asset, reason="by hand", **named))


def test_d17_an_unknown_asset_is_settled_by_a_link(shop: Shop) -> None:
    asset = unknown_asset(shop)
    link(shop, asset, bought_by_hand(shop).order_id)
    assert shop.asset(asset).sync is SyncState.SYNCHRONIZED


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"quantity": 3}, "quantity 3"),
        ({"catalog_id": "DG7GMGF0DXXX:0002:DZH318Z0AV01"}, "0 lines"),
    ],
)
def test_s32_d8_another_product_or_quantity_is_refused(
    changed: dict[str, Any], words: str, shop: Shop
) -> None:
    asset = failed_asset(shop)
    with pytest.raises(LicenceDoesNotMatch, match=words):
        link(shop, asset, bought_by_hand(shop, **changed).order_id)


def test_s32_d8_a_named_line_of_another_product_is_refused_too(shop: Shop) -> None:
    asset = failed_asset(shop)
    other = bought_by_hand(shop, catalog_id="DG7GMGF0DXXX:0002:DZH318Z0AV01")
    with pytest.raises(LicenceDoesNotMatch, match="sells"):
        link(shop, asset, other.order_id, line=0)


def test_s32_another_customers_order_is_not_even_shown_by_microsoft(shop: Shop) -> None:
    asset = failed_asset(shop)
    with pytest.raises(VendorRefused):
        link(shop, asset, bought_by_hand(shop, tenant=TENANTS[STRANGER]).order_id)


def test_s32_another_customers_order_is_refused_if_microsoft_shows_it(shop: Shop) -> None:
    asset = failed_asset(shop)
    order = bought_by_hand(shop)

    def theirs(perform: Any) -> VendorOrder:
        return replace(order, tenant_id=TENANTS[STRANGER])

    shop.vendor.on("read_order", theirs)
    with pytest.raises(LicenceDoesNotMatch, match="another customer"):
        link(shop, asset, order.order_id)


def test_s32_a_cancelled_order_is_refused(shop: Shop) -> None:
    asset = failed_asset(shop)
    order = bought_by_hand(shop)
    shop.vendor.orders[order.order_id] = replace(order, state=OrderState.CANCELLED)
    with pytest.raises(LicenceDoesNotMatch, match="cancelled"):
        link(shop, asset, order.order_id)


def test_s7_d8_a_line_belongs_to_one_asset_under_its_id_and_its_alias(shop: Shop) -> None:
    owner = shop.sell()
    shop.provision(owner)
    owned = shop.asset(owner).require_licence()
    asset = failed_asset(shop)
    for form in (owned.order_id, owned.alias or ""):
        with pytest.raises(LicenceOwnedByAnotherAsset, match=str(owner)):
            link(shop, asset, form)
    assert shop.asset(asset).sync is SyncState.FAILED


def test_d8_of_several_lines_that_could_be_meant_one_is_named(shop: Shop) -> None:
    asset = failed_asset(shop)
    order = bought_by_hand(shop)
    twins = (order.lines[0], replace(order.lines[0], number=1, perpetual_id="second"))
    shop.vendor.orders[order.order_id] = replace(order, lines=twins)
    with pytest.raises(LicenceDoesNotMatch, match="2 lines"):
        link(shop, asset, order.order_id)
    link(shop, asset, order.order_id, line=1)
    assert shop.asset(asset).require_licence().perpetual_id == "second"


def test_s32_an_asset_with_a_licence_or_on_its_way_is_not_linked(shop: Shop) -> None:
    asset = shop.sell()
    order = bought_by_hand(shop)
    with pytest.raises(NotFailed):
        link(shop, asset, order.order_id)
    shop.provision(asset)
    with pytest.raises(NotFailed):
        link(shop, asset, order.order_id)


def test_b11_a_link_needs_a_reason(shop: Shop) -> None:
    with pytest.raises(ValidationError):
        LinkExternalLicence(asset_id=KAFENEIO, order="x", reason="")
