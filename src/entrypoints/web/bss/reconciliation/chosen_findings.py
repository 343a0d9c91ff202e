"""Which findings a person ticked, and the asset that each is then about (B2, D32)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from starlette.datastructures import FormData, QueryParams

from application.queries.reconciliations import FindingView, ShowReconciliation
from core.kernel.errors import Invalid
from core.reconciliation.values import FindingKind
from entrypoints.web.visitor import Visitor


@dataclass(frozen=True)
class Chosen:
    """A finding, and the asset that a person, or the finding itself, names."""

    view: FindingView
    asset_id: UUID | None

    @property
    def number(self) -> int:
        return self.view.finding.number


def chosen_findings(visitor: Visitor, identity: UUID, sent: QueryParams | FormData) -> list[Chosen]:
    """The findings whose numbers were sent, or with `exact` all that are exact and still open."""
    run = visitor.ask(ShowReconciliation(reconciliation_id=identity))
    numbers = {str(number) for number in sent.getlist("finding")}
    every_exact = bool(sent.get("exact"))
    return [
        Chosen(view, _asset_of(view, sent))
        for view in run.findings
        if str(view.finding.number) in numbers or (every_exact and _is_exact(view))
    ]


def _is_exact(view: FindingView) -> bool:
    return view.finding.exact and view.applied_to is None


def _asset_of(view: FindingView, sent: QueryParams | FormData) -> UUID | None:
    """The asset that was chosen for a finding, else the one that it names if it is exact.

    Raises:
        Invalid: what was sent is no id.
    """
    finding = view.finding
    chosen = str(sent.get(f"asset-{finding.number}") or "")
    try:
        if chosen:
            return UUID(chosen)
    except ValueError:
        raise Invalid(f"{chosen!r} is no id of an asset.") from None
    if finding.exact and finding.candidates:
        return finding.candidates[0].asset_id
    return finding.asset_id if finding.kind == FindingKind.CANCELLED_THERE else None
