"""The proof against Microsoft's own orders, and what it must see (B3)."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.link_licence import LinkExternalLicence
from application.instances.register_instance import RegisterInstance
from application.ports.microsoft.errors import VendorUnavailable
from application.ports.microsoft.partners import CredentialsMissing
from application.queries.prove_purchases import PurchaseProof, Violation
from application.queries.prove_purchases_at_vendor import ProvePurchasesAtVendor
from core.asset.events import ExternalIdLinked
from core.asset.licence import licence_facts
from core.asset.purchasing import reference_of
from core.ids import AssetId
from tests.application.reconciliation.books import (
    bought_there,
    cancel_there,
    order_of,
    provisioned_asset,
)
from tests.support.fakes_faults import refused, unavailable
from tests.support.fakes_people import AUDITOR, KAFENEIO, TENANTS
from tests.support.fakes_shop import Shop, failed_asset
from tests.support.scenario import NOON


def proof(shop: Shop) -> PurchaseProof:
    return shop.ask(ProvePurchasesAtVendor(), AUDITOR)


def only_violation(shop: Shop) -> Violation:
    found = proof(shop)
    assert not found.ok
    [violation] = found.violations
    return violation


def named(asset: UUID, attempt: int = 1) -> str:
    return f"Office {reference_of(AssetId(asset), attempt)}"


def test_honest_purchases_are_proved(shop: Shop) -> None:
    """B3: purchases on their way, failed ones and other people's orders are no contradiction."""
    provisioned_asset(shop)
    failed_asset(shop)
    shop.sell()
    bought_there(shop)
    found = proof(shop)
    assert (found.ok, found.vendor_orders, found.violations) == (True, 1, ())


def test_a_purchase_whose_answer_is_still_out_is_no_contradiction(shop: Shop) -> None:
    """B3, D7."""
    asset = shop.sell()
    shop.vendor.habits.pending_reads = 99
    shop.provision(asset)
    assert proof(shop).ok


@pytest.mark.parametrize("again", [1, 2], ids=["of the same attempt", "of another attempt"])
def test_a_second_live_order_line_of_an_asset_is_named_with_the_first(
    again: int, shop: Shop
) -> None:
    """B3."""
    asset = failed_asset(shop)
    token = shop.ask(AskReprovision(asset_id=asset)).token
    shop.send(ConfirmReprovision(asset_id=asset, token=token))
    shop.provision(asset)
    first = order_of(shop, asset)
    shop.clock.pass_by(minutes=1)
    second = bought_there(shop, friendly_name=named(asset, again))
    violation = only_violation(shop)
    assert violation.rule == "bought twice"
    assert f"order {first.order_id} line 0" in violation.first
    assert f"order {second.order_id} line 0" in violation.second


def test_a_second_line_that_was_cancelled_is_no_contradiction(shop: Shop) -> None:
    """B3, D30."""
    asset = provisioned_asset(shop)
    cancel_there(shop, bought_there(shop, friendly_name=named(asset)))
    assert proof(shop).ok


def test_a_line_that_a_person_gave_to_another_asset_is_that_assets(shop: Shop) -> None:
    """B3, S32: as many licences as assets."""
    owner = provisioned_asset(shop)
    order = bought_there(shop, friendly_name=named(owner))
    other = failed_asset(shop)
    shop.send(LinkExternalLicence(asset_id=other, order=order.order_id, reason="make use of it"))
    assert proof(shop).ok


def test_a_settled_asset_leaves_no_line_behind(shop: Shop) -> None:
    """B3: Microsoft sold what was taken for refused."""
    asset = failed_asset(shop)
    order = bought_there(shop, friendly_name=named(asset))
    violation = only_violation(shop)
    assert violation.rule == "a settled asset leaves no order line behind"
    assert (order.order_id in violation.first, str(asset) in violation.second) == (True, True)


def test_a_reference_that_no_attempt_stored_is_seen(shop: Shop) -> None:
    """B3, D4: a purchase without an intent, such as one of a ledger that was lost."""
    bought_there(shop, friendly_name="Office PX-0123456789")
    violation = only_violation(shop)
    assert violation.rule == "every reference is of a stored attempt"
    assert "PX-0123456789" in violation.first


def test_a_line_with_the_reference_of_another_asset_is_seen(shop: Shop) -> None:
    """B3: nobody linked it by hand."""
    first, second = provisioned_asset(shop), failed_asset(shop)
    order = order_of(shop, first)
    line = replace(order.lines[0], friendly_name=named(second))
    shop.vendor.orders[order.order_id] = replace(order, lines=(line,))
    violation = only_violation(shop)
    assert violation.rule == "one asset per reference"
    assert violation.second == f"held by asset {first}, not {second}"


def test_a_held_line_that_microsoft_does_not_know_is_seen(shop: Shop) -> None:
    """B3."""
    asset = provisioned_asset(shop)
    shop.vendor.orders.clear()
    violation = only_violation(shop)
    assert violation.rule == "a held order line exists at Microsoft"
    assert (violation.first, violation.second) == (f"asset {asset}", "order order-1 line 0")


def test_an_order_that_the_list_does_not_show_yet_is_read_by_id(shop: Shop) -> None:
    """B3: the list lags (contract 6.5)."""
    provisioned_asset(shop)
    shop.vendor.habits.lists_orders = False
    assert proof(shop).ok


@pytest.mark.parametrize("fault", [refused("403", status=403), unavailable()])
@pytest.mark.parametrize("call", ["customers", "find_orders", "read_order"])
def test_what_cannot_be_read_leaves_the_proof_incomplete(call: str, fault: Any, shop: Shop) -> None:
    """B3: never taken for a proof."""
    provisioned_asset(shop)
    shop.vendor.habits.lists_orders = call != "read_order"
    shop.vendor.on(call, fault)
    with pytest.raises(VendorUnavailable, match=r"incomplete|reached"):
        proof(shop)


def test_a_contradiction_is_told_even_when_somebody_could_not_be_read(shop: Shop) -> None:
    """B3."""
    asset = provisioned_asset(shop)
    bought_there(shop, friendly_name=named(asset))
    shop.vendor.on("find_orders", *[None] * sorted(TENANTS.values()).index(TENANTS[KAFENEIO]))
    shop.vendor.on("find_orders", None, refused("403", status=403))
    assert only_violation(shop).rule == "bought twice"


def test_an_instance_that_cannot_be_asked_hides_no_contradiction(shop: Shop) -> None:
    """B3: with nothing found, the proof is refused and says which credentials are missing."""
    asset = provisioned_asset(shop)
    shop.send(
        RegisterInstance(
            name="Athens", partner_tenant="athens.example", countries=("GR",), credentials="athens"
        )
    )
    with pytest.raises(CredentialsMissing, match="'athens'"):
        proof(shop)
    bought_there(shop, friendly_name=named(asset))
    assert only_violation(shop).rule == "bought twice"


def test_the_ledgers_own_contradictions_are_told_as_well(shop: Shop) -> None:
    """B3, D8."""
    first, second = provisioned_asset(shop), provisioned_asset(shop)
    licence = shop.asset(first).require_licence()
    shop.ledger.forge(ExternalIdLinked(second, 0, NOON, **licence_facts(licence)))
    assert "one asset per vendor order line" in {each.rule for each in proof(shop).violations}
