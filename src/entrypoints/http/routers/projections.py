"""Read models: where each one stands in the ledger, and building one anew (B7)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from application.ports.projections import ProjectionStatus
from application.ports.rows import Page
from application.queries.projection_status import ShowProjectionStatus
from application.read_models.rebuild_projection import RebuildProjection
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn

router = APIRouter(prefix="/projections", tags=["Projections"])

_STATUS = shown(Page[ProjectionStatus], "Every version of every read model.")


@router.get("", summary="List projections", responses=_STATUS)
def list_projections(caller: SignedIn) -> Response:
    """Position, lag and rows of each; `error` names the event that stopped one."""
    return answer(caller.ask(ShowProjectionStatus()))


@router.post("/{name}/rebuild", summary="Rebuild a projection", responses=_STATUS)
def rebuild_projection(
    name: Annotated[str, Path(description="Name of the read model.")], caller: SignedIn
) -> Response:
    """Folds the whole ledger into a fresh table; readers see the old rows until it is ready."""
    caller.send(RebuildProjection(name=name))
    return answer(caller.ask(ShowProjectionStatus()))
