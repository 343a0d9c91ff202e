"""What a run writes down, who is told, and what the doctor makes of it (B2)."""

from uuid import UUID

import pytest

from application.queries.diagnose import Diagnose
from application.queries.finding import Finding
from application.queries.reconciliations import ListReconciliations
from application.reconciliation.accept_findings import AcceptFindings
from application.reconciliation.apply_findings import ApplyFindings
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.reconciliation.errors import NothingToAccept
from tests.application.reconciliation.books import bought_there, provisioned_asset, reconciled
from tests.support.fakes_faults import refused
from tests.support.fakes_people import AUDITOR, INSTANCE, TENANTS
from tests.support.fakes_shop import Shop, failed_asset

NOBODYS = UUID(int=7)


def said(shop: Shop) -> list[Finding]:
    findings = shop.ask(Diagnose()).findings
    return [each for each in findings if each.subject.startswith("instance")]


def test_a_run_is_one_event_and_changes_nothing_else(shop: Shop) -> None:
    """B2."""
    failed_asset(shop)
    bought_there(shop)
    before = shop.ledger.end()
    run = shop.send(ReconcileInstance(instance_id=INSTANCE), reason="the auditor asks")
    [recorded] = shop.ledger.page(before, 10)
    assert recorded.topic == "reconciliation.completed.v1"
    assert recorded.stream_id == run.reconciliation_id
    assert recorded.metadata.reason == "the auditor asks"
    assert (run.clean, run.counts.unlinked, run.customers_read) == (False, 1, len(TENANTS))


def test_progress_tells_customer_by_customer(shop: Shop) -> None:
    """B2."""
    reconciled(shop)
    steps = [(work, done) for work, done, _ in shop.progress.told]
    assert steps == [
        *(("Reading customers", done) for done in range(len(TENANTS))),
        ("Comparing", len(TENANTS) + 1),
    ]


def test_runs_are_listed_newest_first_by_instance(shop: Shop) -> None:
    """B2."""
    reconciled(shop)
    shop.clock.pass_by(hours=1)
    bought_there(shop)
    latest = reconciled(shop)
    rows = shop.ask(ListReconciliations(instance_id=INSTANCE), AUDITOR).items
    assert [(row.clean, row.open) for row in rows] == [(False, 1), (True, 0)]
    assert rows[0].reconciliation_id == latest.reconciliation_id
    assert rows[0].counts == latest.counts
    assert shop.ask(ListReconciliations(instance_id=NOBODYS)).items == ()


def test_a_purchase_during_the_run_accuses_nobody(shop: Shop) -> None:
    """B2: Microsoft is read first, the ledger afterwards."""
    asset = shop.sell()
    shop.vendor.on("customers", lambda perform: (shop.provision(asset), perform())[1])
    assert reconciled(shop).counts.matched == 1
    again = shop.sell()
    shop.vendor.on("invoice_lines", lambda perform: (shop.provision(again), perform())[1])
    run = reconciled(shop)
    assert (run.counts.matched, run.clean) == (2, True)


def test_the_doctor_tells_open_findings_until_they_are_applied(shop: Shop) -> None:
    """B2, B15."""
    failed_asset(shop)
    bought_there(shop)
    run = reconciled(shop)
    [finding] = said(shop)
    assert (finding.severity, "Open findings" in finding.message) == ("error", True)
    assert f"reconcile show {run.reconciliation_id}" in finding.advice
    applying = ApplyFindings(
        reconciliation_id=run.reconciliation_id, exact=True, reason="as the doctor says"
    )
    shop.send(applying)
    assert said(shop) == []


def test_the_doctor_tells_of_customers_that_were_not_read(shop: Shop) -> None:
    """B2."""
    shop.vendor.on("find_orders", refused("403", status=403))
    reconciled(shop)
    [finding] = said(shop)
    assert (finding.severity, "could not read: 1" in finding.message) == ("notice", True)


def test_the_doctor_tells_of_assets_that_were_never_compared(shop: Shop) -> None:
    """B2: the first days belong to the scheduled run."""
    provisioned_asset(shop)
    assert said(shop) == []
    shop.clock.pass_by(days=2)
    [finding] = said(shop)
    assert (finding.severity, "never compared" in finding.message) == ("notice", True)


def test_what_a_person_accepts_leaves_later_runs_clean(shop: Shop) -> None:
    """D33, B2: bought by hand for somebody else, which no asset is to hold."""
    bought_there(shop)
    run = reconciled(shop)
    assert not run.clean
    accepting = AcceptFindings(
        reconciliation_id=run.reconciliation_id, findings=(1,), reason="bought for the school"
    )
    shop.send(accepting)
    shop.send(accepting)
    assert said(shop) == []
    again = reconciled(shop)
    assert again.clean
    assert [each.accepted for each in again.findings] == [True]
    assert (again.counts.unlinked, said(shop)) == (1, [])


def test_another_line_than_the_accepted_one_is_open(shop: Shop) -> None:
    """D33."""
    bought_there(shop)
    run = reconciled(shop)
    shop.send(
        AcceptFindings(reconciliation_id=run.reconciliation_id, findings=(1,), reason="by hand")
    )
    bought_there(shop)
    again = reconciled(shop)
    assert sorted(each.accepted for each in again.findings) == [False, True]
    assert not again.clean


def test_what_was_applied_is_not_accepted(shop: Shop) -> None:
    """B2."""
    failed_asset(shop)
    bought_there(shop)
    run = reconciled(shop)
    shop.send(
        ApplyFindings(reconciliation_id=run.reconciliation_id, exact=True, reason="as it says")
    )
    with pytest.raises(NothingToAccept):
        shop.send(
            AcceptFindings(reconciliation_id=run.reconciliation_id, findings=(1,), reason="by hand")
        )
