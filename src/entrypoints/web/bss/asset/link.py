"""Licences that Microsoft holds already: linked to an asset, or dismissed (S32, D8, D16)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.asset.dismiss_candidate import DismissCandidate
from application.asset.link_licence import LinkExternalLicence
from application.asset.list_candidates import ListCandidates
from application.asset.probe import Candidate
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from application.ports.microsoft.partners import CredentialsMissing
from application.queries.asset_choices import ShowAssetChoices
from application.queries.show_asset import ShowAsset
from core.kernel.errors import Invalid, Refused
from entrypoints.web.bss.asset.forms import AnswerForm, CandidateForm, LinkForm
from entrypoints.web.bss.asset.question import asked_again, question_page, save_edits
from entrypoints.web.bss.asset.standing import address_of
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/assets/{asset_id:uuid}")

_LINKED = "The asset is connected to the licence at Microsoft: nothing was bought."
_DISMISSED = "Dismissed: it is not this asset’s licence."


@router.get("/link")
def choose(asset_id: UUID, visitor: SignedIn) -> Response:
    if not visitor.ask(ShowAssetChoices(asset_id=asset_id)).link:
        flash(visitor.request, "Only a failed or unknown asset is linked to a licence.", "info")
        return see(address_of(asset_id))
    return _link_page(visitor, asset_id, LinkForm())


@router.post("/link")
def link(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    form = LinkForm(typed)
    if not form.validate():
        return _link_page(visitor, asset_id, form)
    command = LinkExternalLicence(
        asset_id=asset_id,
        order=form.order.data or None,
        perpetual_id=form.perpetual_id.data or None,
        line=form.line.data,
        reason=form.why,
    )
    try:
        visitor.send(command, slip=slip)
    except Refused as refusal:
        return _link_page(visitor, asset_id, form, refusal=refusal)
    flash(visitor.request, _LINKED)
    return see(address_of(asset_id))


@router.post("/link/candidate")
def link_candidate(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    try:
        visitor.send(_link(asset_id, typed), slip=slip)
    except Refused as refusal:
        return _link_page(visitor, asset_id, LinkForm(), refusal=refusal)
    flash(visitor.request, _LINKED)
    return see(address_of(asset_id))


@router.post("/link/dismiss")
def dismiss(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    try:
        visitor.send(_dismissal(asset_id, typed), slip=slip)
    except Refused as refusal:
        return _link_page(visitor, asset_id, LinkForm(), refusal=refusal)
    flash(visitor.request, _DISMISSED)
    return see(f"{address_of(asset_id)}/link")


@router.post("/reprovision/candidate")
def link_instead(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    """Instead of buying: the edits of that save are saved as well."""
    asset, form = visitor.ask(ShowAsset(asset_id=asset_id)).asset, AnswerForm(typed)
    try:
        visitor.send(_link(asset_id, typed), slip=slip)
    except Refused as refusal:
        return asked_again(visitor, asset, form, refusal=refusal)
    save_edits(visitor, asset, form, slip=slip)
    flash(visitor.request, _LINKED)
    return see(address_of(asset_id))


@router.post("/reprovision/dismiss")
def dismiss_and_ask(asset_id: UUID, visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    """The question is asked again, with what was typed."""
    asset, form = visitor.ask(ShowAsset(asset_id=asset_id)).asset, AnswerForm(typed)
    try:
        visitor.send(_dismissal(asset_id, typed), slip=slip)
        return question_page(visitor, asset, form)
    except Refused as refusal:
        return asked_again(visitor, asset, form, refusal=refusal)


def _link(asset_id: UUID, typed: Any) -> LinkExternalLicence:
    return LinkExternalLicence(asset_id=asset_id, **_named(typed))


def _dismissal(asset_id: UUID, typed: Any) -> DismissCandidate:
    return DismissCandidate(asset_id=asset_id, **_named(typed))


def _named(typed: Any) -> dict[str, Any]:
    form = CandidateForm(typed)
    if not form.validate():
        raise Invalid(" ".join(str(each) for told in form.errors.values() for each in told))
    return {"order": form.order.data, "line": form.line.data, "reason": form.why}


def _link_page(
    visitor: Visitor, asset_id: UUID, form: LinkForm, *, refusal: Refused | None = None
) -> Response:
    """The candidates, or why Microsoft cannot show them."""
    asset = visitor.ask(ShowAsset(asset_id=asset_id)).asset
    candidates, silence = candidates_of(visitor, asset_id)
    return page(
        visitor,
        "bss/asset/link.html",
        asset=asset,
        form=form,
        candidates=candidates,
        silence=silence,
        refusal=refusal,
    )


def candidates_of(visitor: Visitor, asset_id: UUID) -> tuple[tuple[Candidate, ...], Refused | None]:
    """Those that Microsoft shows, and why it does not show any."""
    try:
        return visitor.ask(ListCandidates(asset_id=asset_id)).items, None
    except (CredentialsMissing, VendorRefused, VendorUnavailable) as silence:
        return (), silence
