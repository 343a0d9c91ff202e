"""The run log of Get Services Definition (S80, S81, D22, D25)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from application.queries.catalogue_runs import ListCatalogueRuns, ShowCatalogueRun
from application.queries.instances import ShowInstance
from core.kernel.errors import NotFound
from entrypoints.web.pages import page
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/bss/instances/{instance_id}/runs")


@router.get("")
def list_runs(
    instance_id: UUID, visitor: SignedIn, after: Annotated[str | None, Query()] = None
) -> Response:
    runs = visitor.ask(ListCatalogueRuns(instance_id=instance_id, after=after))
    instance = visitor.ask(ShowInstance(instance_id=instance_id))
    return page(visitor, "bss/catalogue/runs.html", runs=runs, instance=instance)


@router.get("/{run_id}")
def show_run(instance_id: UUID, run_id: UUID, visitor: SignedIn) -> Response:
    run = visitor.ask(ShowCatalogueRun(run_id=run_id))
    if run.instance_id != instance_id:
        raise NotFound("run", str(run_id))
    instance = visitor.ask(ShowInstance(instance_id=instance_id))
    return page(visitor, "bss/catalogue/run.html", run=run, instance=instance)
