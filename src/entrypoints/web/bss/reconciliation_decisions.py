"""Applying and accepting what a reconciliation found, each with a reason (B2, S32, D33)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter
from starlette.datastructures import FormData, QueryParams
from starlette.responses import Response

from application.queries.reconciliations import FindingView, ShowReconciliation
from application.reconciliation.accept_findings import AcceptFindings
from application.reconciliation.apply_findings import ApplyFindings, ChosenFinding, Outcome
from core.kernel.errors import Invalid, Refused
from core.reconciliation.values import FindingKind
from entrypoints.refusals import http_status
from entrypoints.web.flashes import flash
from entrypoints.web.names import names_of
from entrypoints.web.pages import page, see
from entrypoints.web.reasons import ReasonForm
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/reconciliations/{reconciliation_id}")


class Decision(StrEnum):
    APPLY = "apply"
    ACCEPT = "accept"


@dataclass(frozen=True)
class Chosen:
    """A finding, and the asset that a person, or the finding itself, names."""

    view: FindingView
    asset_id: UUID | None

    @property
    def number(self) -> int:
        return self.view.finding.number


@router.get("/{decision}")
def ask_first(visitor: SignedIn, reconciliation_id: UUID, decision: Decision) -> Response:
    """What will be linked or accepted, before anything is."""
    visitor.require_operator()
    sent = visitor.request.query_params
    if not _chosen(visitor, reconciliation_id, sent):
        flash(visitor.request, "Tick the findings that you mean first.", "warning")
        return see(f"/bss/reconciliations/{reconciliation_id}")
    return _question(visitor, reconciliation_id, decision, sent, ReasonForm())


@router.post("/apply")
def apply(visitor: SignedIn, reconciliation_id: UUID, typed: Typed, slip: Slip) -> Response:
    """Each finding stands for itself, and so do the results."""
    visitor.require_operator()
    form = ReasonForm(typed)
    if not form.validate():
        return _question(visitor, reconciliation_id, Decision.APPLY, typed, form)
    chosen = _chosen(visitor, reconciliation_id, typed)
    command = ApplyFindings(
        reconciliation_id=reconciliation_id,
        findings=tuple(
            ChosenFinding(finding=each.number, asset_id=each.asset_id) for each in chosen
        ),
        reason=form.why,
    )
    results = visitor.send(command, slip=slip)
    return page(
        visitor,
        "bss/reconciliation_applied.html",
        identity=reconciliation_id,
        results=results,
        refused=any(each.outcome is Outcome.REFUSED for each in results),
        names=names_of(visitor, assets=(each.asset_id for each in results)),
    )


@router.post("/accept")
def accept(visitor: SignedIn, reconciliation_id: UUID, typed: Typed, slip: Slip) -> Response:
    visitor.require_operator()
    form = ReasonForm(typed)
    if not form.validate():
        return _question(visitor, reconciliation_id, Decision.ACCEPT, typed, form)
    numbers = tuple(each.number for each in _chosen(visitor, reconciliation_id, typed))
    command = AcceptFindings(reconciliation_id=reconciliation_id, findings=numbers, reason=form.why)
    try:
        visitor.send(command, slip=slip)
    except Refused as refusal:
        return _question(visitor, reconciliation_id, Decision.ACCEPT, typed, form, refusal)
    flash(visitor.request, f"{len(numbers)} accepted: later runs are clean of them.")
    return see(f"/bss/reconciliations/{reconciliation_id}")


def _question(
    visitor: Visitor,
    identity: UUID,
    decision: Decision,
    sent: QueryParams | FormData,
    form: ReasonForm,
    refusal: Refused | None = None,
) -> Response:
    visitor.require_operator()
    chosen = _chosen(visitor, identity, sent)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(
        visitor,
        f"bss/reconciliation_{decision}.html",
        http_status(refusal) if refusal else status,
        identity=identity,
        chosen=chosen,
        form=form,
        refusal=refusal,
        names=names_of(visitor, assets=(each.asset_id for each in chosen)),
    )


def _chosen(visitor: Visitor, identity: UUID, sent: QueryParams | FormData) -> list[Chosen]:
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
