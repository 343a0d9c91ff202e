"""A finished comparison: its verdict, and what may be made of its findings (B2, D33)."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from core.ids import InstanceId, ReconciliationId
from core.kernel.errors import NotFound
from core.reconciliation.errors import FindingNeedsAsset, NothingToApply
from core.reconciliation.reconciliation import Reconciliation
from core.reconciliation.values import (
    FindingCounts,
    FindingKind,
    InvoiceReading,
    LikelyAsset,
    ReconciliationFinding,
    Report,
    UnreadCustomer,
)
from tests.support.scenario import NOON, minutes

RUN, INSTANCE = ReconciliationId(UUID(int=1)), InstanceId(UUID(int=2))
FIRST, SECOND = UUID(int=3), UUID(int=4)


def a_finding(kind: FindingKind = FindingKind.UNLINKED, **changed: Any) -> ReconciliationFinding:
    finding = ReconciliationFinding(
        number=1,
        kind=kind,
        says="as it is",
        tenant_id="tenant",
        order_id="Xk3",
        alias=None,
        line=0,
        catalog_id=None,
        quantity=2,
        ordered_at=None,
        asset_id=None,
        exact=True,
        candidates=(LikelyAsset(FIRST, certain=True, reasons=("its reference",)),),
        evidence=(),
    )
    return replace(finding, **changed)


def a_run(*findings: ReconciliationFinding, unread: int = 0) -> Reconciliation:
    report = Report(
        begun_at=NOON,
        customers_read=3,
        customers_not_read=(UnreadCustomer("tenant", "403", "no"),) * unread,
        invoices=InvoiceReading(NOON, 0, None),
        counts=FindingCounts.of(findings, matched=5),
        findings=findings,
        position=7,
    )
    return Reconciliation.completed(RUN, report, instance=INSTANCE, at=minutes(1))


@pytest.mark.parametrize("kind", FindingKind)
def test_only_what_is_unaccounted_for_makes_a_run_unclean(kind: FindingKind) -> None:
    """D33: another price is a notice."""
    clean = {FindingKind.MATCHED, FindingKind.DIFFERENT_PRICE}
    assert a_run(a_finding(kind)).clean is (kind in clean)


def test_a_customer_that_was_not_read_makes_it_unclean_too() -> None:
    """D33."""
    assert a_run().clean
    assert not a_run(unread=1).clean


def test_an_exact_finding_names_its_asset_and_a_choice_goes_before_it() -> None:
    run = a_run(a_finding())
    assert run.asset_of(1, None) == FIRST
    assert run.asset_of(1, SECOND) == SECOND


def test_what_is_not_exact_needs_a_choice() -> None:
    run = a_run(a_finding(exact=False))
    with pytest.raises(FindingNeedsAsset):
        run.asset_of(1, None)
    assert run.asset_of(1, SECOND) == SECOND


def test_a_cancellation_is_of_the_asset_that_holds_the_line() -> None:
    run = a_run(a_finding(FindingKind.CANCELLED_THERE, asset_id=FIRST))
    assert run.asset_of(1, SECOND) == FIRST


@pytest.mark.parametrize(
    "kind", [FindingKind.MISSING, FindingKind.DUPLICATE, FindingKind.DIFFERENT_QUANTITY]
)
def test_nothing_follows_by_itself_from_the_other_kinds(kind: FindingKind) -> None:
    with pytest.raises(NothingToApply):
        a_run(a_finding(kind)).asset_of(1, FIRST)


def test_a_finding_is_noted_once() -> None:
    run = a_run(a_finding())
    run.apply(1, FIRST, at=minutes(2))
    run.apply(1, SECOND, at=minutes(3))
    assert [event.TOPIC for event in run.pending] == [
        "reconciliation.completed.v1",
        "reconciliation.finding-applied.v1",
    ]
    assert run.applied[1].asset_id == FIRST


def test_a_finding_that_is_none_is_not_found() -> None:
    with pytest.raises(NotFound):
        a_run().apply(1, FIRST, at=minutes(2))
