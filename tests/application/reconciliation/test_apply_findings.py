"""From a finding to a linked licence (B2, S32)."""

from uuid import UUID

import pytest
from pydantic import ValidationError

from application.asset.link_licence import LinkExternalLicence
from application.ports.ledger import VersionConflict
from application.queries.invoice_items import ListInvoiceItems
from application.queries.prove_purchases import ProvePurchases
from application.queries.prove_purchases_at_vendor import ProvePurchasesAtVendor
from application.queries.reconciliations import (
    ListReconciliations,
    ReconciliationView,
    ShowReconciliation,
)
from application.reconciliation.apply_findings import (
    AppliedFinding,
    ApplyFindings,
    ChosenFinding,
    Outcome,
)
from core.asset.values import SyncState
from core.kernel.errors import Invalid, NotFound
from tests.application.asset.assets import unknown_asset
from tests.application.reconciliation.books import (
    bought_there,
    cancel_there,
    order_of,
    provisioned_asset,
    reconciled,
)
from tests.support.fakes_faults import refused
from tests.support.fakes_people import SCHOOL
from tests.support.fakes_runtime import Crash
from tests.support.fakes_shop import Shop, failed_asset

REASON = "found by the daily run"


def apply(shop: Shop, run: ReconciliationView, *chosen: ChosenFinding) -> list[AppliedFinding]:
    command = ApplyFindings(
        reconciliation_id=run.reconciliation_id,
        findings=chosen,
        exact=not chosen,
        reason=REASON,
    )
    results: tuple[AppliedFinding, ...] = shop.send(command)
    return list(results)


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_an_exact_finding_is_linked_with_the_reason(state: str, shop: Shop) -> None:
    """B2, S32: the asset's own story tells why."""
    asset = failed_asset(shop) if state == "failed" else unknown_asset(shop)
    order = bought_there(shop)
    run = reconciled(shop)
    [result] = apply(shop, run)
    assert (result.outcome, result.asset_id) == (Outcome.APPLIED, asset)
    assert shop.asset(asset).sync is SyncState.SYNCHRONIZED
    assert order_of(shop, asset).order_id == order.order_id
    story = shop.ledger.stream(asset)[-1]
    assert (story.topic, story.metadata.reason) == ("asset.external-id-linked.v1", REASON)
    assert shop.ask(ProvePurchases()).ok
    assert reconciled(shop).clean


def test_what_was_applied_is_shown_and_not_applied_twice(shop: Shop) -> None:
    """B2."""
    asset = failed_asset(shop)
    bought_there(shop)
    run = reconciled(shop)
    apply(shop, run)
    events = shop.ledger.end()
    [again] = apply(shop, run, ChosenFinding(finding=1))
    assert (again.outcome, again.asset_id) == (Outcome.ALREADY_APPLIED, asset)
    assert apply(shop, run) == []
    assert shop.ledger.end() == events
    [shown] = shop.ask(ShowReconciliation(reconciliation_id=run.reconciliation_id)).findings
    assert shown.applied_to == asset
    [row] = shop.ask(ListReconciliations()).items
    assert (row.open, row.applied, row.clean) == (0, 1, False)


def test_a_person_chooses_among_candidates(shop: Shop) -> None:
    """B2: without a choice nothing is linked."""
    failed_asset(shop)
    second = failed_asset(shop)
    bought_there(shop)
    run = reconciled(shop)
    [unchosen] = apply(shop, run, ChosenFinding(finding=1))
    assert (unchosen.outcome, unchosen.code) == (Outcome.REFUSED, "finding_needs_asset")
    [chosen] = apply(shop, run, ChosenFinding(finding=1, asset_id=second))
    assert (chosen.outcome, chosen.asset_id) == (Outcome.APPLIED, second)


def test_one_refusal_stops_none_of_the_others(shop: Shop) -> None:
    """B2: a finding that is none, an asset that does not fit, and one that does."""
    first = failed_asset(shop)
    school = shop.sell(account=SCHOOL)
    shop.vendor.on("check_out", refused())
    shop.provision(school)
    bought_there(shop)
    run = reconciled(shop)
    results = apply(
        shop,
        run,
        ChosenFinding(finding=9),
        ChosenFinding(finding=1, asset_id=school),
        ChosenFinding(finding=1, asset_id=first),
    )
    assert [(each.outcome, each.code) for each in results] == [
        (Outcome.REFUSED, "not_found"),
        (Outcome.REFUSED, "vendor_refused"),
        (Outcome.APPLIED, None),
    ]


def test_only_unlinked_lines_are_linked(shop: Shop) -> None:
    """B2: what is missing or bought twice is for people."""
    provisioned_asset(shop)
    shop.vendor.orders.clear()
    run = reconciled(shop)
    [result] = apply(shop, run, ChosenFinding(finding=1))
    assert (result.outcome, result.code) == (Outcome.REFUSED, "nothing_to_apply")


def test_what_microsoft_cancelled_is_recorded_with_its_credit(shop: Shop) -> None:
    """B2, D30."""
    asset = provisioned_asset(shop)
    cancel_there(shop, order_of(shop, asset))
    run = reconciled(shop)
    [result] = apply(shop, run)
    assert (result.outcome, result.asset_id) == (Outcome.APPLIED, asset)
    assert shop.asset(asset).is_canceled
    charged, credited = sorted(each.total.amount for each in shop.ask(ListInvoiceItems()).items)
    assert charged == -credited
    assert reconciled(shop).clean
    assert shop.ask(ProvePurchasesAtVendor()).ok


def test_a_cancellation_that_microsoft_took_back_is_refused(shop: Shop) -> None:
    """B2, D30: the order is read again."""
    asset = provisioned_asset(shop)
    order = order_of(shop, asset)
    cancel_there(shop, order)
    run = reconciled(shop)
    shop.vendor.orders[order.order_id] = order
    [result] = apply(shop, run)
    assert (result.outcome, result.code) == (Outcome.REFUSED, "not_cancelled_at_microsoft")
    assert not shop.asset(asset).is_canceled


def test_a_licence_that_we_gave_back_but_microsoft_still_sells_is_told(shop: Shop) -> None:
    """B2, D30."""
    asset = provisioned_asset(shop)
    order = order_of(shop, asset)
    cancel_there(shop, order)
    apply(shop, reconciled(shop))
    shop.vendor.orders[order.order_id] = order
    [view] = reconciled(shop).findings
    assert view.finding.kind == "unlinked"
    assert f"Asset {asset}, which held it, is canceled" in view.finding.says


def test_what_happened_since_the_run_is_decided_anew(shop: Shop) -> None:
    """B2, D8: the line went to another asset meanwhile."""
    first, second = failed_asset(shop), failed_asset(shop)
    order = bought_there(shop)
    run = reconciled(shop)
    shop.send(LinkExternalLicence(asset_id=first, order=order.order_id, reason="by hand"))
    [theirs] = apply(shop, run, ChosenFinding(finding=1, asset_id=second))
    assert (theirs.outcome, theirs.code) == (Outcome.REFUSED, "licence_already_linked")
    [mine] = apply(shop, run, ChosenFinding(finding=1, asset_id=first))
    assert mine.outcome is Outcome.APPLIED


def test_a_crash_between_link_and_note_is_made_up_for(shop: Shop) -> None:
    """B1, B2."""
    asset = failed_asset(shop)
    bought_there(shop)
    run = reconciled(shop)
    shop.ledger.crash_after = shop.ledger.saves + 1
    with pytest.raises(Crash):
        apply(shop, run)
    alive = shop.restarted()
    assert alive.asset(asset).sync is SyncState.SYNCHRONIZED
    [result] = apply(alive, run)
    assert result.outcome is Outcome.APPLIED
    assert alive.kinds(asset).count("external-id-linked") == 1


def test_a_conflict_repeats_the_finding_alone(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """B2: somebody saved first."""
    failed_asset(shop)
    bought_there(shop)
    run = reconciled(shop)
    conflicts = iter([VersionConflict("Somebody was first.")])
    save = shop.ledger.save

    def save_after_a_conflict(*aggregates: object) -> None:
        if conflict := next(conflicts, None):
            raise conflict
        save(*aggregates)  # type: ignore[arg-type]

    monkeypatch.setattr(shop.ledger, "save", save_after_a_conflict)
    assert [each.outcome for each in apply(shop, run)] == [Outcome.APPLIED]


def test_it_is_said_what_to_apply_and_why(shop: Shop) -> None:
    """B11."""
    run = reconciled(shop).reconciliation_id
    chosen = (ChosenFinding(finding=1),)
    with pytest.raises(Invalid):
        shop.send(ApplyFindings(reconciliation_id=run, reason=REASON))
    with pytest.raises(Invalid):
        shop.send(ApplyFindings(reconciliation_id=run, findings=chosen, exact=True, reason=REASON))
    with pytest.raises(ValidationError):
        ApplyFindings(reconciliation_id=run, exact=True, reason="")
    with pytest.raises(NotFound):
        shop.send(ApplyFindings(reconciliation_id=UUID(int=7), exact=True, reason=REASON))
