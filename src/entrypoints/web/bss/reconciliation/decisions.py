"""Applying and accepting what a reconciliation found, each with a reason (B2, S32, D33)."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from fastapi import APIRouter
from starlette.datastructures import FormData, QueryParams
from starlette.responses import Response

from application.reconciliation.accept_findings import AcceptFindings
from application.reconciliation.apply_findings import ApplyFindings, ChosenFinding, Outcome
from core.kernel.errors import Refused
from entrypoints.web.bss.reconciliation.chosen_findings import chosen_findings
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


@router.get("/{decision}")
def ask_first(visitor: SignedIn, reconciliation_id: UUID, decision: Decision) -> Response:
    """What will be linked or accepted, before anything is."""
    visitor.require_operator()
    sent = visitor.request.query_params
    if not chosen_findings(visitor, reconciliation_id, sent):
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
    chosen = chosen_findings(visitor, reconciliation_id, typed)
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
        "bss/reconciliation/applied.html",
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
    numbers = tuple(each.number for each in chosen_findings(visitor, reconciliation_id, typed))
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
    chosen = chosen_findings(visitor, identity, sent)
    return page(
        visitor,
        f"bss/reconciliation/{decision}.html",
        identity=identity,
        chosen=chosen,
        form=form,
        refusal=refusal,
        names=names_of(visitor, assets=(each.asset_id for each in chosen)),
    )
