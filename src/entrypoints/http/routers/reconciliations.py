"""What Microsoft shows against the assets, and what is made of it (B2)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field, StrictBool
from starlette.requests import Request
from starlette.responses import Response

from application.ports.rows import Page
from application.projections.reconciliations import ReconciliationRow
from application.queries.reconciliations import (
    ListReconciliations,
    ReconciliationView,
    ShowReconciliation,
)
from application.reconciliation.accept_findings import AcceptFindings
from application.reconciliation.apply_findings import (
    AppliedFinding,
    ApplyFindings,
    ChosenFinding,
)
from application.reconciliation.reconcile_instance import Reconciled, ReconcileInstance
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, InPages, Text
from entrypoints.spreadsheet import MEDIA_TYPE, findings_as_csv

router = APIRouter(prefix="/reconciliations", tags=["Reconciliations"])
_EXAMPLE = "00000000-0000-7000-8000-000000000000"


class NewReconciliation(Body):
    """All of one instance's customers are read."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"instance_id": _EXAMPLE}]})

    instance_id: Annotated[UUID, Field(description="The instance that is compared.")]


class FindingsToApply(Body):
    """Findings by number, or all that are exact; each order is read at Microsoft again."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"exact": True, "reason": "checked with the customer"}]}
    )

    findings: Annotated[
        tuple[ChosenFinding, ...], Field(description="Which findings, and whose licence each is.")
    ] = ()
    exact: Annotated[StrictBool, Field(description="All findings that are exact.")] = False
    reason: Annotated[Text, Field(min_length=3, description="Why; each history keeps it.")]


class FindingsToAccept(Body):
    """Findings by number that are as they should be."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"findings": [2], "reason": "bought in the portal"}]}
    )

    findings: Annotated[tuple[int, ...], Field(min_length=1, description="Which findings.")]
    reason: Annotated[Text, Field(min_length=3, description="Why; the history keeps it.")]


@router.post(
    "",
    status_code=201,
    summary="Reconcile an instance",
    responses=shown(Reconciled, "What the run found.", status=201),
)
def reconcile(new: NewReconciliation, caller: SignedIn) -> Response:
    """Orders, entitlements and invoice lines against the assets; no asset is changed (B2).

    Customers that cannot be read accuse nobody: the run is then not clean.
    """
    return answer(caller.send(ReconcileInstance(instance_id=new.instance_id)), 201)


@router.get(
    "", summary="List reconciliations", responses=shown(Page[ReconciliationRow], "Newest first.")
)
def list_reconciliations(
    caller: SignedIn,
    pages: InPages,
    request: Request,
    instance_id: Annotated[UUID | None, Query(description="Only those of this instance.")] = None,
) -> Response:
    """Each with its verdict, what it counted, and what is still open (B2)."""
    asked = ListReconciliations(instance_id=instance_id, after=pages.after, limit=pages.limit)
    return answer_page(caller.ask(asked), request)


@router.get(
    "/{reconciliation_id}",
    summary="Show a reconciliation",
    responses=shown(ReconciliationView, "The run with its findings."),
)
def show_reconciliation(reconciliation_id: UUID, caller: SignedIn) -> Response:
    """Every finding that does not match, with its evidence and its candidates (B2)."""
    return answer(caller.ask(ShowReconciliation(reconciliation_id=reconciliation_id)))


@router.get(
    "/{reconciliation_id}/csv",
    summary="Findings as CSV",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}, "description": "One row per finding."}},
)
def show_reconciliation_as_csv(reconciliation_id: UUID, caller: SignedIn) -> Response:
    """For spreadsheets: no cell is ever taken for a formula (B2)."""
    found = caller.ask(ShowReconciliation(reconciliation_id=reconciliation_id))
    named = f'attachment; filename="reconciliation-{reconciliation_id}.csv"'
    headers = {"Content-Disposition": named}
    return Response(findings_as_csv(found), headers=headers, media_type=MEDIA_TYPE)


@router.post(
    "/{reconciliation_id}/apply",
    summary="Apply findings",
    responses=shown(Page[AppliedFinding], "What became of each finding."),
)
def apply_findings(reconciliation_id: UUID, which: FindingsToApply, caller: SignedIn) -> Response:
    """Assets are linked to the order lines found for them; cancellations are recorded (B2, D30).

    A finding that is refused stops none of the others; one that was applied stays as it is.
    """
    command = ApplyFindings(
        reconciliation_id=reconciliation_id,
        findings=which.findings,
        exact=which.exact,
        reason=which.reason,
    )
    return answer(Page(caller.send(command), next=None))


@router.post(
    "/{reconciliation_id}/accept",
    summary="Accept findings",
    responses=shown(ReconciliationView, "The run, with what is accepted."),
)
def accept_findings(reconciliation_id: UUID, which: FindingsToAccept, caller: SignedIn) -> Response:
    """A person says that they are as they should be: later runs are clean of them (D33).

    Nothing changes at Microsoft or on any asset.
    """
    command = AcceptFindings(
        reconciliation_id=reconciliation_id, findings=which.findings, reason=which.reason
    )
    caller.send(command)
    return answer(caller.ask(ShowReconciliation(reconciliation_id=reconciliation_id)))
