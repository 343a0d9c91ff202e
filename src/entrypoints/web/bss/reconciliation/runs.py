"""Operations > Reconciliation: what Microsoft shows against the assets (B2, D33)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.responses import Response

from application.queries.instances import ListInstances
from application.queries.reconciliations import (
    FindingView,
    ListReconciliations,
    ReconciliationView,
    ShowReconciliation,
)
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.kernel.errors import NotFound
from core.reconciliation.values import FindingKind
from entrypoints.spreadsheet import MEDIA_TYPE, evidence, findings_as_csv
from entrypoints.web.names import names_of
from entrypoints.web.pages import page, see
from entrypoints.web.parameters import Chosen
from entrypoints.web.slips import Slip
from entrypoints.web.undertakings import Undertaking
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/reconciliations")


@router.get("")
def list_runs(
    visitor: SignedIn, instance: Chosen[UUID] = None, after: Chosen[str] = None
) -> Response:
    instances = visitor.ask(ListInstances()).items
    return page(
        visitor,
        "bss/reconciliation/runs.html",
        runs=visitor.ask(ListReconciliations(instance_id=instance, after=after)),
        instances=instances,
        names={each.instance_id: each.name for each in instances},
        asked=instance,
    )


@router.post("")
def start(visitor: SignedIn, slip: Slip, instance: Annotated[UUID, Form()]) -> Response:
    """The run has the slip's id; it goes on without the page."""
    command = ReconcileInstance(instance_id=instance)
    visitor.undertake(command, slip=slip)
    return see(f"/bss/reconciliations/{slip}")


@router.get("/{reconciliation_id}")
def show_run(visitor: SignedIn, reconciliation_id: UUID) -> Response:
    """Its findings; or how far it is while it goes on."""
    undertaking = visitor.undertaking(reconciliation_id)
    try:
        run = visitor.ask(ShowReconciliation(reconciliation_id=reconciliation_id))
    except NotFound:
        if undertaking is None:
            raise
        return _waiting(visitor, reconciliation_id, undertaking)
    return page(
        visitor,
        "bss/reconciliation/run.html",
        run=run,
        groups=_grouped(run),
        is_open=_is_open,
        run_open=any(map(_is_open, run.findings)),
        any_exact=any(view.finding.exact and _is_open(view) for view in run.findings),
        evidence=evidence,
        names=_names(visitor, run),
    )


@router.get("/{reconciliation_id}/progress")
def progress(visitor: SignedIn, reconciliation_id: UUID) -> Response:
    """How far it is, for a page that is open; at the end that page is led to the findings."""
    undertaking = visitor.undertaking(reconciliation_id)
    if undertaking and not (undertaking.ended and undertaking.refusal is None):
        return page(
            visitor,
            "bss/reconciliation/progress.html",
            identity=reconciliation_id,
            undertaking=undertaking,
        )
    led = Response()
    led.headers["HX-Redirect"] = f"/bss/reconciliations/{reconciliation_id}"
    return led


@router.get("/{reconciliation_id}/csv")
def findings(visitor: SignedIn, reconciliation_id: UUID) -> Response:
    run = visitor.ask(ShowReconciliation(reconciliation_id=reconciliation_id))
    named = f'attachment; filename="reconciliation-{reconciliation_id}.csv"'
    headers = {"Content-Disposition": named}
    return Response(findings_as_csv(run), headers=headers, media_type=MEDIA_TYPE)


def _waiting(visitor: Visitor, identity: UUID, undertaking: Undertaking) -> Response:
    asked = undertaking.message
    instance = asked.instance_id if isinstance(asked, ReconcileInstance) else None
    return page(
        visitor,
        "bss/reconciliation/waiting.html",
        identity=identity,
        undertaking=undertaking,
        instance=instance,
        names=names_of(visitor, instances=(instance,)),
    )


def _grouped(run: ReconciliationView) -> list[tuple[FindingKind, list[FindingView]]]:
    """By kind; those that nobody must look at come last."""
    kinds = [kind for kind in _ORDER if getattr(run.counts, kind)]
    return [(kind, [each for each in run.findings if each.finding.kind == kind]) for kind in kinds]


def _is_open(view: FindingView) -> bool:
    """Whether somebody may still apply or accept it."""
    settled = view.applied_to is not None or view.accepted
    return view.finding.is_open and not settled


_ORDER = (
    FindingKind.DUPLICATE,
    FindingKind.UNLINKED,
    FindingKind.CANCELLED_THERE,
    FindingKind.MISSING,
    FindingKind.DIFFERENT_QUANTITY,
    FindingKind.DIFFERENT_PRICE,
)


def _names(visitor: Visitor, run: ReconciliationView) -> dict[UUID, str]:
    """Of the instance, and of every asset that a finding names."""
    assets = [
        asset
        for view in run.findings
        for asset in (
            view.applied_to,
            view.finding.asset_id,
            *(each.asset_id for each in view.finding.candidates),
        )
    ]
    return dict(names_of(visitor, assets=assets, instances=(run.instance_id,)))
