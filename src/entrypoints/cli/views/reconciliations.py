"""What a reconciliation found, and what was made of it (B2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from application.ports.rows import Page
from application.projections.reconciliations import ReconciliationRow
from application.queries.reconciliations import FindingView, ReconciliationView
from application.reconciliation.apply_findings import AppliedFinding
from application.reconciliation.reconcile_instance import Reconciled
from core.reconciliation.values import FindingCounts, FindingKind, LikelyAsset
from entrypoints.cli.screen import NOTHING, facts, moment, outcome, table
from entrypoints.spreadsheet import evidence


def runs(found: Page[Reconciled]) -> RenderableType:
    return Group(*(_ran(each) for each in found.items))


def _ran(run: Reconciled) -> RenderableType:
    about = {
        "Run": run.reconciliation_id,
        "Instance": run.instance_id,
        "Customers read": run.customers_read,
        "not read": len(run.customers_not_read),
        **_counted(run.counts),
    }
    return facts(_verdict(clean=run.clean), about)


def listed(rows: Sequence[ReconciliationRow]) -> RenderableType:
    made = table("Run", "Verdict", "Open", "Found", ids=("Run", "Verdict"), numbers=("Open",))
    for row in rows:
        verdict = outcome("clean" if row.clean else "not clean")
        found = ", ".join(f"{count} {kind}" for kind, count in _counted(row.counts).items())
        about = f"{row.reconciliation_id}\n{moment(row.begun_at)}"
        made.add_row(about, verdict, str(row.open), found or NOTHING)
    return made


def run(view: ReconciliationView) -> RenderableType:
    invoices = view.invoices
    about = {
        "Instance": view.instance_id,
        "Begun": view.begun_at,
        "Completed": view.completed_at,
        "Compared with the ledger at": view.position,
        "Customers read": view.customers_read,
        "Invoice lines read": invoices.lines if invoices.reason is None else invoices.reason,
        **_counted(view.counts),
    }
    unread = [
        Text(f"  Not read: customer {each.tenant_id}: {each.reason}", "yellow")
        for each in view.customers_not_read
    ]
    found = [line for each in view.findings for line in _finding(each)]
    return Group(facts(_verdict(clean=view.clean), about), *unread, *found)


def applied(found: Page[AppliedFinding]) -> RenderableType:
    made = table("Finding", "Outcome", "Asset", ids=("Finding", "Outcome"))
    for each in found.items:
        said = "\n".join(str(part) for part in (each.asset_id, each.message) if part)
        made.add_row(str(each.finding), outcome(each.outcome), said or NOTHING)
    return made


def _finding(view: FindingView) -> Iterator[Text]:
    finding = view.finding
    done = f", applied to asset {view.applied_to}" if view.applied_to else ""
    exact = ", exact" if finding.exact else ""
    accepted = ", accepted" if view.accepted else ""
    kind = Text(f"\n{finding.number}  ", "bold") + outcome(finding.kind)
    yield kind.append(f"{exact}{done}{accepted}: {finding.says}", "default")
    yield Text(f"     customer {finding.tenant_id}, order {finding.order_id} line {finding.line}")
    for each in finding.evidence:
        yield Text(f"     {evidence(each)}", "dim")
    for candidate in finding.candidates:
        yield Text(f"     {_candidate(candidate)}")


def _candidate(candidate: LikelyAsset) -> str:
    return f"asset {candidate.asset_id}? {'; '.join(candidate.reasons)}"


def _counted(counts: FindingCounts) -> dict[str, int]:
    """Kinds that occurred; what matched always."""
    counted = {kind.replace("_", " "): int(getattr(counts, kind)) for kind in FindingKind}
    return {kind: count for kind, count in counted.items() if count or kind == FindingKind.MATCHED}


def _verdict(*, clean: bool) -> str:
    if clean:
        return "Everything that Microsoft sold is accounted for"
    return "Somebody must look at this reconciliation"
