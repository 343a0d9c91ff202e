"""What buyers do with their licences: rename, refresh, ask to cancel (S4, S9, S22, D5, D30)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.responses import Response

from application.asset.cancellation.ask_cancellation import AskCancellation
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.asset.edit_asset import EditAsset
from application.asset.refresh_asset import RefreshAsset
from core.kernel.errors import Refused
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.storefront.asset_page import asset_page
from entrypoints.web.storefront.edit_form import Edits
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/storefront/assets/{asset_id}")
_SHORTEST, _LONGEST = 3, 500
"""Characters of a reason."""


@router.get("/edit")
def edit(visitor: SignedIn, asset_id: UUID) -> Response:
    return asset_page(visitor, asset_id, "storefront/edit_asset.html", edits=None)


@router.post("/edit")
def save(visitor: SignedIn, asset_id: UUID, edits: Edits, slip: Slip) -> Response:
    """A missing perpetual id is looked up on the way (S22)."""
    command = EditAsset(
        asset_id=asset_id,
        name=edits.name,
        custom_fields=edits.fields,
        expected_version=edits.version,
    )
    try:
        edited = visitor.send(command, slip=slip)
    except Refused as refusal:
        template = "storefront/edit_asset.html"
        return asset_page(visitor, asset_id, template, refusal=refusal, edits=edits)
    flash(visitor.request, visitor.say("Saved."))
    if edited.filled:
        flash(visitor.request, visitor.say("Microsoft’s perpetual ID has come."))
    if edited.trouble:
        later = visitor.say("Microsoft could not be asked for the perpetual ID; try again later.")
        flash(visitor.request, later, "warning")
    return see(_at(asset_id))


@router.post("/refresh")
def refresh(visitor: SignedIn, asset_id: UUID, slip: Slip) -> Response:
    """Buys nothing (D9)."""
    try:
        refreshed = visitor.send(RefreshAsset(asset_id=asset_id), slip=slip)
    except Refused as refusal:
        return asset_page(visitor, asset_id, refusal=refusal)
    news = visitor.say("Microsoft’s perpetual ID has come.")
    none = visitor.say("Microsoft was asked; it has nothing new.")
    flash(visitor.request, news if refreshed.filled else none, "info")
    return see(_at(asset_id))


@router.get("/cancel")
def ask_cancellation(visitor: SignedIn, asset_id: UUID) -> Response:
    return _question(visitor, asset_id)


@router.post("/cancel")
def request_cancellation(
    visitor: SignedIn, asset_id: UUID, reason: Annotated[str, Form()], slip: Slip
) -> Response:
    """Nothing is cancelled yet: an operator decides (D30)."""
    why = reason.strip()
    if not _SHORTEST <= len(why) <= _LONGEST:
        wrong = visitor.say("Say why, in 3 to 500 characters.")
        return _question(visitor, asset_id, reason=reason, wrong=wrong)
    try:
        visitor.send(RequestCancellation(asset_id=asset_id, reason=why), slip=slip)
    except Refused as refusal:
        return asset_page(visitor, asset_id, refusal=refusal)
    flash(visitor.request, visitor.say("Your request was sent. The distributor decides on it."))
    return see(_at(asset_id))


def _question(visitor: Visitor, asset_id: UUID, *, reason: str = "", wrong: str = "") -> Response:
    try:
        advice = visitor.ask(AskCancellation(asset_id=asset_id))
    except Refused as refusal:
        return asset_page(visitor, asset_id, refusal=refusal)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    shown = {"advice": advice, "reason": reason, "wrong": wrong}
    return page(visitor, "storefront/cancel_asset.html", status, **shown)


def _at(asset_id: UUID) -> str:
    return f"/storefront/assets/{asset_id}"
