"""An unknown outcome that a person decides, with a reason (D17)."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.asset.settle_unknown import SettleUnknown
from application.queries.asset_attempts import AssetAttempts
from application.queries.asset_choices import ShowAssetChoices
from application.queries.show_asset import ShowAsset
from core.kernel.errors import Refused
from entrypoints.web.bss.asset.link import candidates_of
from entrypoints.web.bss.asset.standing import address_of
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.reasons import ReasonForm
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/assets/{asset_id:uuid}/decide")


@router.get("")
def consider(asset_id: UUID, visitor: SignedIn) -> Response:
    if not visitor.ask(ShowAssetChoices(asset_id=asset_id)).decide:
        flash(visitor.request, "The outcome is known: there is nothing to decide.", "info")
        return see(address_of(asset_id))
    return _decide_page(visitor, asset_id, ReasonForm())


@router.post("")
def decide(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    """It becomes failed; nothing is bought by it."""
    form = ReasonForm(typed)
    if not form.validate():
        return _decide_page(visitor, asset_id, form)
    try:
        visitor.send(SettleUnknown(asset_id=asset_id, reason=form.why), slip=slip)
    except Refused as refusal:
        return _decide_page(visitor, asset_id, form, refusal=refusal)
    flash(visitor.request, "Decided: Microsoft sold nothing. The asset is failed now.")
    return see(address_of(asset_id))


def _decide_page(
    visitor: Visitor, asset_id: UUID, form: ReasonForm, *, refusal: Refused | None = None
) -> Response:
    asset = visitor.ask(ShowAsset(asset_id=asset_id)).asset
    candidates, silence = candidates_of(visitor, asset_id)
    return page(
        visitor,
        "bss/asset/decide.html",
        asset=asset,
        attempt=visitor.ask(AssetAttempts(asset_id=asset_id)).items[-1],
        form=form,
        candidates=candidates,
        silence=silence,
        refusal=refusal,
    )
