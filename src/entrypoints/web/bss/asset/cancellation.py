"""Giving a licence back: what it means, then approve, decline, or record its end (D30)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.cancellation.ask_cancellation import AskCancellation
from application.asset.cancellation.decline_cancellation import DeclineCancellation
from application.asset.cancellation.record_found_cancellation import RecordFoundCancellation
from application.messages import Command
from application.queries.asset_choices import ShowAssetChoices
from application.queries.order_chain import ShowOrderChain
from application.queries.show_asset import ShowAsset
from core.kernel.errors import Refused
from entrypoints.web.bss.asset.outcome import tell_outcome
from entrypoints.web.bss.asset.standing import address_of
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.reasons import ReasonForm
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/assets/{asset_id:uuid}/cancel")

_PATIENCE = 4.0
"""Seconds for which the page waits for Microsoft; it goes on by itself afterwards."""


@router.get("")
def consider(asset_id: UUID, visitor: SignedIn) -> Response:
    """Nothing happens yet."""
    may = visitor.ask(ShowAssetChoices(asset_id=asset_id))
    if not may.cancel:
        flash(visitor.request, "There is nothing to cancel just now.", "info")
        return see(address_of(asset_id))
    return _cancel_page(visitor, asset_id, ReasonForm())


@router.post("")
def approve(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    """The whole line is given back, whether somebody asked for it or not."""
    if again := _refused(visitor, ApproveCancellation, asset_id=asset_id, slip=slip, typed=typed):
        return again
    visitor.provision((asset_id,), seconds=_PATIENCE)
    tell_outcome(visitor, asset_id)
    return see(address_of(asset_id))


@router.post("/decline")
def decline(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    """Whoever asked sees the reason."""
    if again := _refused(visitor, DeclineCancellation, asset_id=asset_id, slip=slip, typed=typed):
        return again
    flash(visitor.request, "Declined: the licence stays, and whoever asked sees why.")
    return see(address_of(asset_id))


@router.post("/record")
def record(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    """Microsoft cancelled it behind our back; its order is read first."""
    if again := _refused(
        visitor, RecordFoundCancellation, asset_id=asset_id, slip=slip, typed=typed
    ):
        return again
    tell_outcome(visitor, asset_id)
    return see(address_of(asset_id))


def _refused(
    visitor: Visitor,
    command: Callable[..., Command[None]],
    *,
    asset_id: UUID,
    slip: UUID,
    typed: FormData,
) -> Response | None:
    """The page with what was typed and why that was not taken; None once it was."""
    form = ReasonForm(typed)
    if not form.validate():
        return _cancel_page(visitor, asset_id, form)
    try:
        visitor.send(command(asset_id=asset_id, reason=form.why), slip=slip)
    except Refused as refusal:
        return _cancel_page(visitor, asset_id, form, refusal=refusal)
    return None


def _cancel_page(
    visitor: Visitor, asset_id: UUID, form: ReasonForm, *, refusal: Refused | None = None
) -> Response:
    """
    Raises:
        Refused: there is nothing to cancel any more.
    """
    return page(
        visitor,
        "bss/asset/cancel.html",
        asset=visitor.ask(ShowAsset(asset_id=asset_id)).asset,
        advised=visitor.ask(AskCancellation(asset_id=asset_id)),
        may=visitor.ask(ShowAssetChoices(asset_id=asset_id)),
        chain=visitor.ask(ShowOrderChain(asset_id=asset_id)),
        form=form,
        refusal=refusal,
    )
