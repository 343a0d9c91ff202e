"""The question before a licence is bought again: continue, or cancel (S13, S29–S31, D12, D16)."""

from __future__ import annotations

from uuid import UUID, uuid5

from fastapi import APIRouter
from starlette.responses import Response

from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.asset.edit_asset import EditAsset
from application.queries.asset_view import AssetView
from application.queries.show_asset import ShowAsset
from core.kernel.errors import Refused
from entrypoints.web.bss.asset.edit_page import edit_page
from entrypoints.web.bss.asset.forms import AnswerForm, EditForm, edit_form_of
from entrypoints.web.bss.asset.outcome import tell_outcome
from entrypoints.web.bss.asset.standing import address_of
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/assets/{asset_id:uuid}/reprovision")

_PATIENCE = 4.0
"""Seconds for which the page waits for Microsoft; it goes on by itself afterwards."""


@router.get("")
def ask(asset_id: UUID, visitor: SignedIn) -> Response:
    """Without any edits."""
    asset = visitor.ask(ShowAsset(asset_id=asset_id)).asset
    return question_page(visitor, asset, edit_form_of(asset))


@router.post("")
def carry_on(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    """Continue: a new licence is bought and connected to this asset, and the edits are saved."""
    asset, form = visitor.ask(ShowAsset(asset_id=asset_id)).asset, AnswerForm(typed)
    if not form.validate():
        return edit_page(visitor, asset, form)
    confirmed = ConfirmReprovision(
        asset_id=asset_id, token=form.token.data or "", accept_loss=form.accept_loss.data
    )
    try:
        visitor.send(confirmed, slip=slip, reason=form.why.data or None)
    except Refused as refusal:
        return asked_again(visitor, asset, form, refusal=refusal)
    save_edits(visitor, asset, form, slip=slip)
    visitor.provision((asset_id,), seconds=_PATIENCE)
    tell_outcome(visitor, asset_id)
    return see(address_of(asset_id))


@router.post("/cancel")
def leave_it(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    """Cancel: Microsoft is not asked, and what was typed is dropped (S31)."""
    why = str(typed.get("why", ""))[:500] or None
    visitor.send(DeclineReprovision(asset_id=asset_id), slip=slip, reason=why)
    flash(visitor.request, "Cancelled: nothing was bought, and nothing was changed.", "info")
    return see(address_of(asset_id))


def save_edits(visitor: Visitor, asset: AssetView, form: EditForm, *, slip: UUID) -> None:
    """What was typed into the save that raised the question; a form sent twice saves once."""
    if edits := form.edits(asset):
        save = EditAsset(asset_id=asset.id, name=edits.name, custom_fields=edits.custom_fields)
        visitor.send(save, slip=uuid5(slip, "edits"))


def asked_again(
    visitor: Visitor, asset: AssetView, form: EditForm, *, refusal: Refused
) -> Response:
    """The answer was refused: the question as it stands now, or what was typed."""
    try:
        return question_page(visitor, asset, form, refusal=refusal)
    except Refused as silent:
        return edit_page(visitor, asset, form, refusal=silent)


def question_page(
    visitor: Visitor, asset: AssetView, form: EditForm, *, refusal: Refused | None = None
) -> Response:
    """What continuing would buy and save; nothing has happened.

    Raises:
        Refused: there is nothing to ask, or Microsoft cannot be asked.
    """
    asked = visitor.ask(AskReprovision(asset_id=asset.id))
    return page(
        visitor,
        "bss/asset/question.html",
        asset=asset,
        asked=asked,
        form=form,
        edits=form.edits(asset),
        refusal=refusal,
    )
