"""A reconciliation's findings as CSV that is safe to open in a spreadsheet (B2)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from application.queries.reconciliations import FindingView, ReconciliationView
from core.reconciliation.values import Evidence, LikelyAsset
from entrypoints.rendering import to_plain

MEDIA_TYPE = "text/csv; charset=utf-8"

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet takes a cell that begins so for a formula, or for more than one cell."""

_COLUMNS = (
    "finding",
    "kind",
    "says",
    "customer_tenant",
    "order_id",
    "order_alias",
    "line",
    "catalog_id",
    "quantity",
    "ordered_at",
    "asset_id",
    "exact",
    "applied_to",
    "accepted",
    "candidates",
    "evidence",
)


def findings_as_csv(run: ReconciliationView) -> str:
    """One row per finding under a heading; times in UTC, lines end as RFC 4180 says."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(_COLUMNS)
    for view in run.findings:
        writer.writerow(safe(cell) for cell in _cells(view))
    return written.getvalue()


def safe(cell: object) -> str:
    """The cell as text; what could be a formula is led by an apostrophe."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(view: FindingView) -> Iterator[object]:
    finding = view.finding
    yield finding.number
    yield finding.kind
    yield finding.says
    yield finding.tenant_id
    yield finding.order_id
    yield finding.alias
    yield finding.line
    yield finding.catalog_id
    yield finding.quantity
    yield to_plain(finding.ordered_at)
    yield finding.asset_id
    yield "yes" if finding.exact else "no"
    yield view.applied_to
    yield "yes" if view.accepted else "no"
    yield "; ".join(_candidate(each) for each in finding.candidates)
    yield "; ".join(evidence(each) for each in finding.evidence)


def _candidate(candidate: LikelyAsset) -> str:
    return f"{candidate.asset_id} ({', '.join(candidate.reasons)})"


def evidence(said: Evidence) -> str:
    """`order_list: order Xk3 line 0, 2 at 412.50 EUR, 2026-01-31T12:00:00Z, completed`."""
    line = "" if said.line is None else f" line {said.line}"
    price = "" if said.unit_price is None else f" at {said.unit_price:f} {said.currency or ''}"
    count = "" if said.quantity is None else f"{said.quantity}{price}"
    parts = (f"order {said.order_id}{line}", count, to_plain(said.at) or "", said.note)
    return f"{said.source}: {', '.join(part for part in parts if part)}"
