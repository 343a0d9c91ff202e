"""Get Services Definition: preview, confirm, and watch the run (S50, S51, B8, D22, D23)."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from application.catalogue.preview import Preview
from application.catalogue.preview_services import PreviewServices
from application.catalogue.sync_services import AppliedRun, SyncServices
from application.queries.instances import ShowInstance
from core.catalogue.errors import CatalogueChanged, MassDiscontinuation
from core.kernel.errors import NotFound, Refused
from entrypoints.refusals import http_status
from entrypoints.web.bss.catalogue.previewed import seen
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.undertakings import Undertaking
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/instances/{instance_id}/definition")

Part = Literal["", "new", "updated", "discontinued"]


@router.post("")
def preview(instance_id: UUID, visitor: SignedIn, slip: Slip) -> Response:
    """Asks Microsoft for everything and writes nothing."""
    visitor.undertake(PreviewServices(instance_id=instance_id), slip=slip)
    return see(f"/bss/instances/{instance_id}/definition/{slip}")


@router.get("/{work}")
def watch(
    instance_id: UUID,
    work: UUID,
    visitor: SignedIn,
    status: Annotated[Part, Query()] = "",
    after: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """How far it is; in the end the preview, the run, or why not."""
    undertaking = visitor.undertaking(work)
    if undertaking is None:
        return _unknown(visitor, instance_id)
    visitor.require(undertaking.message)
    _require_of(instance_id, undertaking)
    if undertaking.ended and "HX-Request" in visitor.request.headers:
        return Response(headers={"HX-Refresh": "true"})
    if isinstance(undertaking.answer, AppliedRun):
        return see(f"/bss/instances/{instance_id}/runs/{undertaking.answer.run_id}")
    return _shown(visitor, instance_id, undertaking, part=status, after=after)


@router.post("/{work}")
def confirm(
    instance_id: UUID,
    work: UUID,
    visitor: SignedIn,
    slip: Slip,
    confirmed: Annotated[str, Form()],
    allow: Annotated[bool, Form()] = False,
) -> Response:
    """Run what was seen, bound to its digest: Microsoft is asked again (D22)."""
    previewed = visitor.undertaking(work)
    if previewed:
        _require_of(instance_id, previewed)
    found = _preview(previewed) if previewed else None
    if previewed and found and found.needs_override and not allow:
        too_many = MassDiscontinuation(found.discontinued, found.on_sale)
        return _shown(visitor, instance_id, previewed, refusal=too_many)
    command = SyncServices(
        instance_id=instance_id, confirmed=confirmed, allow_mass_discontinuation=allow
    )
    visitor.undertake(command, slip=slip)
    return see(f"/bss/instances/{instance_id}/definition/{slip}")


def _shown(
    visitor: Visitor,
    instance_id: UUID,
    undertaking: Undertaking,
    *,
    part: Part = "",
    after: int = 0,
    refusal: Refused | None = None,
) -> Response:
    found = _preview(undertaking)
    changed = undertaking.refusal if isinstance(undertaking.refusal, CatalogueChanged) else None
    return page(
        visitor,
        "bss/catalogue/definition.html" if found else "bss/catalogue/definition_progress.html",
        http_status(refusal) if refusal else 200,
        instance=visitor.ask(ShowInstance(instance_id=instance_id)),
        undertaking=undertaking,
        preview=found,
        seen=seen(found, part, after) if found else None,
        part=part,
        changed=changed,
        refusal=refusal or (None if changed else undertaking.refusal),
        is_run=isinstance(undertaking.message, SyncServices),
    )


def _preview(undertaking: Undertaking) -> Preview | None:
    """What is to be confirmed: the preview, or the new one when the world changed meanwhile."""
    if isinstance(undertaking.refusal, CatalogueChanged):
        details = undertaking.refusal.details
        return details if isinstance(details, Preview) else None
    return undertaking.answer if isinstance(undertaking.answer, Preview) else None


def _require_of(instance_id: UUID, undertaking: Undertaking) -> None:
    if getattr(undertaking.message, "instance_id", None) != instance_id:
        raise NotFound("preview", "of this instance")


def _unknown(visitor: Visitor, instance_id: UUID) -> Response:
    told = "That preview or run is not known here any more. The run log tells how runs ended."
    flash(visitor.request, told, "info")
    runs = f"/bss/instances/{instance_id}/runs"
    if "HX-Request" in visitor.request.headers:  # a piece of a page: the whole page leaves
        return Response(headers={"HX-Redirect": runs})
    return see(runs)
