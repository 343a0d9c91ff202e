"""Get Services Definition: applying what was previewed and confirmed (S35, S50, D22)."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field, StrictBool, model_validator
from starlette.requests import Request
from starlette.responses import Response

from application.catalogue.sync_services import AppliedRun, SyncServices
from application.ports.rows import Page
from application.projections.catalogue_runs import CatalogueRunRow
from application.queries.catalogue_runs import ListCatalogueRuns, ShowCatalogueRun
from entrypoints import explanations
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, InPages, Text

router = APIRouter(prefix="/sync-runs", tags=["Get Services Definition"])


class NewRun(Body):
    """Confirm what you saw with its digest, or anything that is found with `"yes": true`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"instance_id": "00000000-0000-7000-8000-000000000000", "confirmed": "DIGEST"}
            ]
        }
    )

    instance_id: Annotated[UUID, Field(description="The instance whose catalogue is synced.")]
    confirmed: Annotated[
        Text | None, Field(description="The `digest` of the preview that is confirmed.")
    ] = None
    yes: Annotated[StrictBool, Field(description="Confirm whatever is found.")] = False
    allow_mass_discontinuation: Annotated[
        StrictBool,
        Field(
            description=explanations.ALLOW_MASS_DISCONTINUATION
            + " Without it, such a run is refused: 409 `mass_discontinuation`."
        ),
    ] = False

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
    """Everything is asked for again, and applied as a whole or not at all (D22).

    409 `catalogue_changed` when it is not what was confirmed: `details` is the new preview. 409
    `sync_running` while another run holds the instance.
    """
    command = SyncServices(
        instance_id=new.instance_id,
        confirmed=new.confirmed,
        allow_mass_discontinuation=new.allow_mass_discontinuation,
    )
    return answer(caller.send(command), 201)


@router.get("", summary="List runs", responses=shown(Page[CatalogueRunRow], "Newest first."))
def list_runs(
    caller: SignedIn,
    pages: InPages,
    request: Request,
    instance_id: Annotated[UUID | None, Query(description="Only runs of this instance.")] = None,
) -> Response:
    """Those that failed or still run too, with what was left out and why (D23, D25)."""
    asked = ListCatalogueRuns(instance_id=instance_id, after=pages.after, limit=pages.limit)
    return answer_page(caller.ask(asked), request)


@router.get("/{run_id}", summary="Show a run", responses=shown(CatalogueRunRow, "The run."))
def show_run(run_id: UUID, caller: SignedIn) -> Response:
    """Its countries, what it left out and why, and the SHA-256 of the price sheets (D25)."""
    return answer(caller.ask(ShowCatalogueRun(run_id=run_id)))
