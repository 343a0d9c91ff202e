"""Edit and save: a failed asset asks first, and one without perpetual id looks for it (D9, S21)."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.asset.edit_asset import EditAsset, Edited
from application.queries.asset_choices import ShowAssetChoices
from application.queries.asset_view import AssetView
from application.queries.show_asset import ShowAsset
from core.kernel.errors import Refused, StaleVersion
from entrypoints.web.bss.asset.edit_page import edit_page
from entrypoints.web.bss.asset.forms import EditForm, edit_form_of
from entrypoints.web.bss.asset.question import question_page
from entrypoints.web.bss.asset.standing import address_of
from entrypoints.web.flashes import flash
from entrypoints.web.pages import see
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/assets/{asset_id:uuid}/edit")


@router.get("")
def edit(asset_id: UUID, visitor: SignedIn) -> Response:
    asset = visitor.ask(ShowAsset(asset_id=asset_id)).asset
    return edit_page(visitor, asset, edit_form_of(asset))


@router.post("")
def save(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    """Nothing is saved where it has to be asked first whether a licence is bought (S29)."""
    asset, form = visitor.ask(ShowAsset(asset_id=asset_id)).asset, EditForm(typed)
    if not form.validate():
        return edit_page(visitor, asset, form)
    edits, seen = form.edits(asset), form.version.data
    try:
        if visitor.ask(ShowAssetChoices(asset_id=asset_id)).reprovision:
            _require_seen(asset, seen)
            return question_page(visitor, asset, form)
        saved = visitor.send(
            EditAsset(
                asset_id=asset_id,
                name=edits.name,
                custom_fields=edits.custom_fields,
                expected_version=seen,
            ),
            slip=slip,
        )
    except Refused as refusal:
        now = visitor.ask(ShowAsset(asset_id=asset_id)).asset
        return edit_page(visitor, now, form, refusal=refusal)
    _tell(visitor, saved)
    return see(address_of(asset_id))


def _require_seen(asset: AssetView, seen: int | None) -> None:
    if seen != asset.version:
        raise StaleVersion("asset", str(asset.id), expected=seen or 0, current=asset.version)


def _tell(visitor: Visitor, saved: Edited) -> None:
    if saved.trouble:
        text = f"Saved. The perpetual id could not be looked up: {saved.trouble}"
        return flash(visitor.request, text, "warning")
    found = " Microsoft has issued the perpetual id: it is stored now." if saved.filled else ""
    return flash(visitor.request, f"Saved.{found}")
