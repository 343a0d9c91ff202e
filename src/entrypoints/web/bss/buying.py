"""Pausing and resuming all buying, each with a reason (D33, B24)."""

from __future__ import annotations

from enum import StrEnum

from fastapi import APIRouter
from starlette.responses import Response

from application.epoch.pause_buying import PauseBuying
from application.epoch.resume_buying import ResumeBuying
from application.queries.buying import ShowBuying
from core.kernel.errors import Refused
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.reasons import ReasonForm
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/buying")


class Decision(StrEnum):
    PAUSE = "pause"
    RESUME = "resume"


_COMMANDS: dict[Decision, type[PauseBuying | ResumeBuying]] = {
    Decision.PAUSE: PauseBuying,
    Decision.RESUME: ResumeBuying,
}
_DONE = {
    Decision.PAUSE: "Buying is paused: nothing is bought or cancelled at Microsoft.",
    Decision.RESUME: "Licences are bought again; what waited goes on by itself.",
}


@router.get("/{decision}")
def ask_first(visitor: SignedIn, decision: Decision) -> Response:
    """What will happen, and why it is done."""
    return _question(visitor, decision, ReasonForm())


@router.post("/{decision}")
def decide(visitor: SignedIn, decision: Decision, typed: Typed, slip: Slip) -> Response:
    visitor.require_operator()
    form = ReasonForm(typed)
    if not form.validate():
        return _question(visitor, decision, form)
    try:
        visitor.send(_COMMANDS[decision](reason=form.why), slip=slip)
    except Refused as refusal:
        return _question(visitor, decision, form, refusal)
    flash(visitor.request, _DONE[decision])
    return see("/bss")


def _question(
    visitor: Visitor, decision: Decision, form: ReasonForm, refusal: Refused | None = None
) -> Response:
    visitor.require_operator()
    return page(
        visitor,
        f"bss/buying/{decision}.html",
        form=form,
        refusal=refusal,
        buying=visitor.ask(ShowBuying()),
    )
