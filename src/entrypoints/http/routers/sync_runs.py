"""Get Services Definition: applying what was previewed and confirmed (S35, S50, D22)."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictBool, model_validator
from starlette.requests import Request
from starlette.responses import Response

from application.catalogue.sync_services import AppliedRun, SyncServices
from application.ports.rows import Page
from application.projections.catalogue_runs import CatalogueRunRow
from application.queries.catalogue_runs import ListCatalogueRuns
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, InPages, Text

router = APIRouter(prefix="/sync-runs", tags=["Get Services Definition"])


class NewRun(Body):
    """Confirm what you saw with its digest, or anything that is found with `"yes": true`."""

    instance_id: UUID
    confirmed: Annotated[
        Text | None, Field(description="The `digest` of the preview that is confirmed.")
    ] = None
    yes: Annotated[StrictBool, Field(description="Confirm whatever is found.")] = False

    @model_validator(mode="after")
    def _confirmed_one_way(self) -> Self:
        if (self.confirmed is None) is not self.yes:
            raise ValueError('give either the digest of a preview or "yes": true')
        return self


@router.post(
    "",
    status_code=201,
    summary="Run Get Services Definition",
    responses=shown(AppliedRun, "What the run did to the catalogue.", status=201),
)
def sync_services(new: NewRun, caller: SignedIn) -> Response:
    """Everything is asked for again; 409 `catalogue_changed` when it is not what was confirmed."""
    run = caller.send(SyncServices(instance_id=new.instance_id, confirmed=new.confirmed))
    return answer(run, 201)


@router.get("", summary="List runs", responses=shown(Page[CatalogueRunRow], "Newest first."))
def list_runs(caller: SignedIn, pages: InPages, request: Request) -> Response:
    """With what was quarantined, and which countries failed to answer (D23, D25)."""
    return answer_page(caller.ask(ListCatalogueRuns(after=pages.after, limit=pages.limit)), request)
