"""Where every read model stands in the ledger, and why one stopped (B7)."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from application.queries.projection_status import ShowProjectionStatus
from application.read_models.retry_projection import RetryProjection
from core.kernel.errors import Refused
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/audit/projections")


@router.get("")
def list_read_models(visitor: SignedIn) -> Response:
    return _read_models(visitor)


@router.post("/{name}/retry")
def retry(name: str, visitor: SignedIn, slip: Slip) -> Response:
    """A stopped one tries its event again, with a mended fold."""
    try:
        visitor.send(RetryProjection(name=name), slip=slip)
    except Refused as refusal:
        return _read_models(visitor, refusal)
    flash(visitor.request, f"{name} goes on.")
    return see("/audit/projections")


def _read_models(visitor: SignedIn, refusal: Refused | None = None) -> Response:
    found = visitor.ask(ShowProjectionStatus()).items
    tables = sorted(found, key=lambda each: (each.error is None, each.name, -each.version))
    may_retry = visitor.principal.role in RetryProjection.roles
    return page(
        visitor,
        "audit/read_models.html",
        tables=tables,
        refusal=refusal,
        may_retry=may_retry,
    )
