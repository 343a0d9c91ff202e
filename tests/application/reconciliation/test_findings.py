"""Every way in which Microsoft's books and the ledger can differ (B2)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from application.asset.dismiss_candidate import DismissCandidate
from application.ports.microsoft.licences import OrderState
from core.asset.purchasing import reference_of
from core.ids import AssetId
from core.reconciliation.values import FindingKind
from tests.application.asset.assets import unknown_asset
from tests.application.reconciliation.books import (
    billed,
    bought_there,
    cancel_there,
    only_finding,
    order_of,
    provisioned_asset,
    reconciled,
    rewrite,
)
from tests.support.fakes_faults import refused, unavailable
from tests.support.fakes_people import KAFENEIO, SCHOOL, TENANTS
from tests.support.fakes_shop import Shop, failed_asset


def named(asset: UUID) -> str:
    return f"Office {reference_of(AssetId(asset), 1)}"


def test_what_both_sides_know_matches_and_is_counted(shop: Shop) -> None:
    """B2: under the long id and under the alias, and a failed asset without order is none."""
    provisioned_asset(shop)
    failed_asset(shop)
    before = shop.ledger.end()
    run = reconciled(shop)
    assert (run.counts.matched, run.findings, run.clean) == (1, (), True)
    assert (run.customers_read, run.customers_not_read) == (len(TENANTS), ())
    assert run.position == before


@pytest.mark.parametrize("state", ["order is pending", "provisioning is under way"])
def test_a_purchase_on_its_way_accuses_nobody(state: str, shop: Shop) -> None:
    """B2, D6."""
    shop.vendor.habits.pending_reads = 99 if state == "order is pending" else 0
    asset = shop.sell()
    if state == "order is pending":
        shop.provision(asset)
    assert reconciled(shop).clean


def test_an_order_under_its_alias_alone_is_the_same_order(shop: Shop) -> None:
    """B2: order ids come in two forms (contract 6.4)."""
    order = order_of(shop, provisioned_asset(shop))
    shop.vendor.orders[order.order_id] = replace(order, order_id=order.alias or "", alias=None)
    assert reconciled(shop).counts.matched == 1


def test_a_licence_bought_behind_our_back_is_unlinked_and_exact_when_one_asset_fits(
    shop: Shop,
) -> None:
    """B2, S32."""
    asset = failed_asset(shop)
    shop.clock.pass_by(minutes=3)
    order = bought_there(shop)
    finding = only_finding(shop)
    assert (finding.kind, finding.order_id, finding.line) == ("unlinked", order.order_id, 0)
    [candidate] = finding.candidates
    assert (candidate.asset_id, candidate.certain, finding.exact) == (asset, False, True)
    assert candidate.reasons == (
        "same customer, product, SKU and quantity",
        "ordered 3 min after the attempt",
    )
    [evidence] = finding.evidence
    assert (evidence.source, evidence.note, evidence.at) == ("order", "completed", shop.clock.now())
    assert not reconciled(shop).clean


def test_the_nearest_candidate_comes_first_and_none_of_two_is_exact(shop: Shop) -> None:
    """B2: a person chooses."""
    first = failed_asset(shop)
    shop.clock.pass_by(minutes=30)
    second = failed_asset(shop)
    bought_there(shop)
    finding = only_finding(shop)
    assert [each.asset_id for each in finding.candidates] == [second, first]
    assert not finding.exact


def test_one_asset_that_fits_two_orders_is_exact_for_none(shop: Shop) -> None:
    """B2."""
    failed_asset(shop)
    bought_there(shop)
    bought_there(shop)
    assert [each.finding.exact for each in reconciled(shop).findings] == [False, False]


def test_an_order_older_than_the_asset_is_a_candidate_but_never_exact(shop: Shop) -> None:
    """B2, D32."""
    bought_there(shop)
    shop.clock.pass_by(days=3)
    asset = failed_asset(shop)
    finding = only_finding(shop)
    assert [each.asset_id for each in finding.candidates] == [asset]
    assert finding.candidates[0].reasons[1] == "ordered 3 days before the attempt"
    assert not finding.exact


@pytest.mark.parametrize(
    "changed",
    [
        {"quantity": 3},
        {"catalog_id": "DG7GMGF0DXXX:0002:DZH318Z0AV01"},
        {"tenant": TENANTS[SCHOOL]},
        {"friendly_name": "Office PX-0123456789"},
    ],
    ids=["quantity", "product", "customer", "somebody's reference"],
)
def test_what_does_not_fit_has_no_candidates(changed: dict[str, Any], shop: Shop) -> None:
    """B2, D32."""
    failed_asset(shop)
    bought_there(shop, **changed)
    finding = only_finding(shop)
    assert (finding.kind, finding.candidates, finding.exact) == ("unlinked", (), False)


def test_a_dismissed_order_is_no_candidate_any_more(shop: Shop) -> None:
    """B2, D16."""
    asset = failed_asset(shop)
    order = bought_there(shop)
    dismissal = DismissCandidate(
        asset_id=asset, order=order.order_id, line=0, reason="of another project"
    )
    shop.send(dismissal)
    assert only_finding(shop).candidates == ()


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_a_reference_of_ours_is_certain(state: str, shop: Shop) -> None:
    """B2, D32: whatever else could fit."""
    failed_asset(shop)
    asset = failed_asset(shop) if state == "failed" else unknown_asset(shop)
    bought_there(shop, friendly_name=named(asset))
    finding = only_finding(shop)
    [candidate] = finding.candidates
    assert (candidate.asset_id, candidate.certain, finding.exact) == (asset, True, True)
    assert "reference PX-" in candidate.reasons[0]


def test_a_restored_ledger_sees_the_purchase_that_it_forgot(shop: Shop) -> None:
    """B2, D33: the asset is about to buy what Microsoft sold already."""
    asset = shop.sell()
    bought_there(shop, friendly_name=named(asset))
    finding = only_finding(shop)
    assert (finding.kind, finding.asset_id, finding.exact) == ("unlinked", asset, False)
    assert "pending" in finding.candidates[0].reasons[1]
    assert not reconciled(shop).clean


def test_a_line_of_a_reference_with_another_quantity_is_not_exact(shop: Shop) -> None:
    """B2, D8: a link would be refused."""
    asset = failed_asset(shop)
    bought_there(shop, friendly_name=named(asset), quantity=5)
    assert not only_finding(shop).exact


def test_a_line_bought_again_is_a_duplicate_that_names_the_first(shop: Shop) -> None:
    """B2."""
    asset = provisioned_asset(shop)
    bought_there(shop, friendly_name=named(asset))
    finding = only_finding(shop)
    assert (finding.kind, finding.asset_id) == ("duplicate", asset)
    assert order_of(shop, asset).order_id in finding.says


def test_of_two_lines_with_references_of_one_asset_the_second_is_the_duplicate(
    shop: Shop,
) -> None:
    """B2, D17: none of them is linked by itself."""
    asset = failed_asset(shop)
    first = bought_there(shop, friendly_name=named(asset))
    shop.clock.pass_by(minutes=1)
    second = bought_there(shop, friendly_name=named(asset))
    found = [each.finding for each in reconciled(shop).findings]
    assert [(each.kind, each.order_id) for each in found] == [
        ("unlinked", first.order_id),
        ("duplicate", second.order_id),
    ]
    assert not any(each.exact for each in found)


def test_an_asset_whose_order_microsoft_does_not_know_is_missing(shop: Shop) -> None:
    """B2."""
    asset = provisioned_asset(shop)
    shop.vendor.orders.clear()
    finding = only_finding(shop)
    assert (finding.kind, finding.asset_id) == ("missing", asset)
    assert shop.vendor.count("read_order") > 1


def test_a_young_order_that_the_list_does_not_show_yet_is_read_by_id(shop: Shop) -> None:
    """B2: the list lags 15 minutes (contract 6.5)."""
    provisioned_asset(shop)
    shop.vendor.habits.lists_orders = False
    run = reconciled(shop)
    assert (run.counts.matched, run.clean) == (1, True)


def test_an_order_that_only_an_entitlement_shows_is_found_too(shop: Shop) -> None:
    """B2: it is not in the list yet, and no asset knows it."""
    order = bought_there(shop)
    shop.vendor.orders[order.order_id] = replace(order, state=OrderState.COMPLETED)
    shop.vendor.habits.lists_orders = False
    finding = only_finding(shop)
    assert (finding.kind, finding.order_id) == ("unlinked", order.order_id)
    assert [each.source for each in finding.evidence] == ["order", "entitlement"]


def test_another_quantity_is_told(shop: Shop) -> None:
    """B2."""
    asset = provisioned_asset(shop)
    rewrite(shop, order_of(shop, asset), quantity=3)
    finding = only_finding(shop)
    assert (finding.kind, finding.asset_id) == ("different_quantity", asset)
    assert finding.says == f"Microsoft sold 3, asset {asset} has 2."


def test_an_entitlement_of_another_quantity_is_told_too(shop: Shop) -> None:
    """B2: though the order says what the asset says."""
    provisioned_asset(shop)
    [entitled] = shop.vendor.find_entitlements(TENANTS[KAFENEIO])
    shop.vendor.on(
        "find_entitlements", *[lambda _: (replace(entitled, quantity=1),)] * len(TENANTS)
    )
    kinds = [each.finding.kind for each in reconciled(shop).findings if each.finding.asset_id]
    assert kinds == ["different_quantity"]


def test_another_price_is_a_notice_that_leaves_the_run_clean(shop: Shop) -> None:
    """B2."""
    asset = provisioned_asset(shop)
    rewrite(shop, order_of(shop, asset), unit_price=Decimal("300.01"))
    run = reconciled(shop)
    [view] = run.findings
    assert (view.finding.kind, view.finding.asset_id) == ("different_price", asset)
    assert "300.01 EUR" in view.finding.says
    assert run.clean


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({}, False),
        ({"unit_price": Decimal("300.009")}, False),
        ({"unit_price": Decimal("299.999"), "subtotal": Decimal("599.98")}, True),
        ({"subtotal": Decimal("600.02")}, True),
        ({"pricing_currency": "USD"}, True),
        ({"currency": "ILS", "subtotal": Decimal("2400.00")}, False),
        ({"charge": "cancel", "unit_price": Decimal("-300")}, False),
    ],
)
def test_an_invoice_line_is_compared_by_microsofts_own_rounding(
    changed: dict[str, Any], differs: bool, shop: Shop
) -> None:
    """B2: ROUNDDOWN(unit price, 2) x billable quantity (contract 8.2)."""
    order = order_of(shop, provisioned_asset(shop))
    shop.vendor.invoiced.append(billed(order, **changed))
    kinds = [each.finding.kind for each in reconciled(shop).findings]
    assert kinds == (["different_price"] if differs else [])


def test_an_order_cancelled_there_is_told_with_its_credit(shop: Shop) -> None:
    """B2, D30."""
    asset = provisioned_asset(shop)
    order = order_of(shop, asset)
    cancel_there(shop, order)
    shop.vendor.invoiced.append(billed(order, charge="cancel", invoice=None))
    finding = only_finding(shop)
    assert (finding.kind, finding.asset_id) == ("cancelled_there", asset)
    assert finding.evidence[0].note == "cancelled"
    assert finding.evidence[-1].note == "cancel, 600.00 EUR, not billed yet"


def test_a_cancelled_order_of_nobody_is_nobodys_business(shop: Shop) -> None:
    """B2."""
    cancel_there(shop, bought_there(shop))
    run = reconciled(shop)
    assert (run.findings, run.clean) == ((), True)


@pytest.mark.parametrize("call", ["find_orders", "find_entitlements", "read_order"])
@pytest.mark.parametrize("fault", [refused("403", status=403), unavailable()])
def test_a_customer_that_cannot_be_read_accuses_nobody_and_the_run_is_not_clean(
    call: str, fault: Any, shop: Shop
) -> None:
    """B2, D17: a refusal is no evidence."""
    asset = provisioned_asset(shop)
    tenant = shop.asset(asset).details.tenant_id
    if call == "read_order":
        shop.vendor.orders.clear()
        shop.vendor.on(call, fault)
    else:
        shop.vendor.on(call, *[fault] * len(TENANTS))
    run = reconciled(shop)
    assert (run.findings, run.clean) == ((), False)
    assert tenant in {each.tenant_id for each in run.customers_not_read}
    assert all(each.reason for each in run.customers_not_read)


def test_an_assets_tenant_is_read_even_when_microsoft_does_not_list_the_customer(
    shop: Shop,
) -> None:
    """B2."""
    provisioned_asset(shop)
    del shop.vendor.profiles[TENANTS[KAFENEIO]]
    assert reconciled(shop).counts.matched == 1


def test_invoices_that_cannot_be_read_are_told_and_accuse_nobody(shop: Shop) -> None:
    """B2."""
    provisioned_asset(shop)
    shop.vendor.on("invoice_lines", unavailable())
    run = reconciled(shop)
    assert (run.invoices.reason, run.invoices.lines, run.clean) == ("Not reached.", 0, True)


def test_every_kind_is_counted(shop: Shop) -> None:
    """B2."""
    provisioned_asset(shop)
    bought_there(shop)
    counts = reconciled(shop).counts
    assert (counts.matched, counts.unlinked) == (1, 1)
    assert sum(getattr(counts, kind) for kind in FindingKind) == 2
