"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from application.ports.database_away import DatabaseAway
from application.ports.projections import ProjectionControl
from application.projections.every import OWN_TABLES
from entrypoints.bootstrap import App
from entrypoints.http.answers import answer, shown

router = APIRouter(prefix="/health", tags=["Health"])


@dataclass(frozen=True)
class Health:
    """`reasons` say why it is not `ok`."""

    ok: bool
    reasons: tuple[str, ...]


@router.get("/live", summary="Is the process alive?", responses=shown(Health, "It answers."))
def live() -> Response:
    """Asks nobody: an answer is the answer."""
    return answer(Health(ok=True, reasons=()))


@router.get(
    "/ready",
    summary="Can it do its work?",
    responses=shown(Health, "It can.") | shown(Health, "It cannot: see `reasons`.", status=503),
)
def ready(request: Request) -> Response:
    """The database answers, and every read model is live and goes on."""
    app: App = request.app.state.perpetua
    reasons = tuple(_obstacles(app.projections))
    status = HTTPStatus.SERVICE_UNAVAILABLE if reasons else HTTPStatus.OK
    return answer(Health(not reasons, reasons), status)


def _obstacles(projections: ProjectionControl) -> Iterator[str]:
    try:
        statuses = projections.status(counting=False)
    except DatabaseAway as away:
        yield away.message
        return
    except Exception as fault:  # any fault of any driver means the same here
        yield f"The database does not answer: {type(fault).__name__}."
        return
    live = {status.name: status for status in statuses if status.live}
    for table in OWN_TABLES.values():
        status = live.get(table.name)
        if status is None or not table.reads(status.version):
            yield f"The read model {table.name} is not live in version {table.version}."
        elif status.error:
            yield f"The read model {table.name} stopped: {status.error.message}"
