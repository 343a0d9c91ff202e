"""Findings in a spreadsheet: everything is there, and nothing is ever a formula (B2)."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from uuid import UUID

import pytest

from application.queries.reconciliations import FindingView, ReconciliationView
from core.reconciliation.values import (
    Evidence,
    FindingCounts,
    InvoiceReading,
    LikelyAsset,
    ReconciliationFinding,
)
from entrypoints.spreadsheet import findings_as_csv, safe

ASSET = UUID(int=7)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_run(says: str) -> ReconciliationView:
    evidence = Evidence("order", "Xk3", 0, 2, Decimal("412.50"), "EUR", NOON, "completed")
    finding = ReconciliationFinding(
        number=1,
        kind="unlinked",
        says=says,
        tenant_id="tenant",
        order_id="-Xk3",
        alias=None,
        line=0,
        catalog_id="DG7:0001:AV",
        quantity=2,
        ordered_at=NOON,
        asset_id=None,
        exact=True,
        candidates=(LikelyAsset(ASSET, certain=True, reasons=("its reference", "its price")),),
        evidence=(evidence,),
    )
    return ReconciliationView(
        reconciliation_id=ASSET,
        instance_id=ASSET,
        begun_at=NOON,
        completed_at=NOON,
        clean=False,
        customers_read=1,
        customers_not_read=(),
        invoices=InvoiceReading(NOON, 0, None),
        counts=FindingCounts.of((finding,), matched=0),
        findings=(FindingView(finding, applied_to=ASSET, accepted=False),),
        position=9,
    )


def test_a_finding_is_a_row_with_everything_that_is_known_of_it() -> None:
    [row] = csv.DictReader(StringIO(findings_as_csv(a_run('Bought "elsewhere", or so'))))
    assert (row["finding"], row["says"]) == ("1", 'Bought "elsewhere", or so')
    assert (row["order_alias"], row["asset_id"], row["exact"]) == ("", "", "yes")
    assert (row["ordered_at"], row["applied_to"]) == ("2026-11-22T12:00:00Z", str(ASSET))
    assert row["accepted"] == "no"
    assert row["candidates"] == f"{ASSET} (its reference, its price)"
    assert row["evidence"] == (
        "order: order Xk3 line 0, 2 at 412.50 EUR, 2026-11-22T12:00:00Z, completed"
    )


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(begin: str) -> None:
    text = f"{begin}HYPERLINK(1)"
    [row] = csv.DictReader(StringIO(findings_as_csv(a_run(text)), newline=""))
    assert row["says"] == f"'{text}"
    assert row["order_id"] == "'-Xk3"


def test_plain_cells_stay_as_they_are() -> None:
    assert [safe(None), safe(3), safe("a=b")] == ["", "3", "a=b"]
