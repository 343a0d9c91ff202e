"""Read models: where their tables stand, and their blue/green rebuild (B7)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from application.messages import Command
from application.ports.rows import Page
from application.queries.diff_projection import DiffProjection, ProjectionDiff, counted
from application.queries.projection_status import ProjectionView, ShowProjectionStatus
from application.read_models.drop_builds import DropBuilds
from application.read_models.rebuild_projection import RebuildProjection
from application.read_models.retry_projection import RetryProjection
from application.read_models.roll_back_projection import RollBackProjection
from application.read_models.switch_projection import SwitchProjection
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn

router = APIRouter(prefix="/projections", tags=["Projections"])

Name = Annotated[str, Path(description="Name of the read model.")]
_STATUS = shown(Page[ProjectionView], "Every table of every read model.")
_ITS_STATUS = shown(Page[ProjectionView], "Every table of the read model.")
_DIFF = shown(ProjectionDiff, "Counts of all rows that differ, and the first of them.")


@router.get("", summary="List projections", responses=_STATUS)
def list_projections(caller: SignedIn) -> Response:
    """Position, lag and rows of each; `error` names the event that stopped one."""
    return answer(caller.ask(ShowProjectionStatus()))


@router.post("/{name}/rebuild", summary="Rebuild a projection", responses=_ITS_STATUS)
def rebuild_projection(
    name: Name,
    caller: SignedIn,
    switch: Annotated[
        bool, Query(description="Let readers see the new table as soon as it is ready.")
    ] = False,
) -> Response:
    """Folds the whole ledger into a new table beside the live one, while people work."""
    return _after(RebuildProjection(name=name, switch=switch), name, caller)


@router.get("/{name}/diff", summary="Compare before the switch", responses=_DIFF)
def diff_projection(
    name: Name,
    caller: SignedIn,
    first: Annotated[int, Query(ge=0, le=500, description="Rows that are shown.")] = 50,
) -> Response:
    """Row by row, what readers will see differently after the switch; or did, after it."""
    with caller.ask(DiffProjection(name=name)) as comparison:
        return answer(counted(comparison, first=first))


@router.post("/{name}/switch", summary="Switch to the rebuilt table", responses=_ITS_STATUS)
def switch_projection(name: Name, caller: SignedIn) -> Response:
    """From one instant to the next; the table before is kept for a rollback."""
    return _after(SwitchProjection(name=name), name, caller)


@router.post("/{name}/rollback", summary="Go back to the table before", responses=_ITS_STATUS)
def roll_back_projection(name: Name, caller: SignedIn) -> Response:
    """It is brought up to date first, so that no reader sees an older state."""
    return _after(RollBackProjection(name=name), name, caller)


@router.post("/{name}/retry", summary="Try a stopped projection again", responses=_ITS_STATUS)
def retry_projection(name: Name, caller: SignedIn) -> Response:
    """With a mended fold it takes the event that stopped it, and goes on."""
    return _after(RetryProjection(name=name), name, caller)


@router.post("/{name}/drop", summary="Drop tables that nobody reads", responses=_ITS_STATUS)
def drop_builds(name: Name, caller: SignedIn) -> Response:
    """Unfinished ones, the one that is ready, and the one kept for a rollback."""
    return _after(DropBuilds(name=name), name, caller)


def _after(command: Command[None], name: str, caller: SignedIn) -> Response:
    caller.send(command)
    return answer(caller.ask(ShowProjectionStatus(name=name)))
