"""Whether this ledger buys, and pausing and resuming it (D33, B24)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from application.epoch.pause_buying import PauseBuying
from application.epoch.resume_buying import ResumeBuying
from application.queries.buying import Buying, ShowBuying
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, Text

router = APIRouter(prefix="/buying", tags=["Buying"])

_BUYING = shown(Buying, "Whether licences are bought, and what is missing until they are.")


class Decision(Body):
    """A person's decision about buying."""

    reason: Annotated[Text, Field(min_length=3, description="Why; kept in the history.")]


@router.get("", summary="Show whether licences are bought", responses=_BUYING)
def show_buying(caller: SignedIn) -> Response:
    """A restored or copied ledger does not buy until it was reconciled and somebody resumes."""
    return answer(caller.ask(ShowBuying()))


@router.post("/pause", summary="Pause buying", responses=_BUYING)
def pause_buying(decision: Decision, caller: SignedIn) -> Response:
    """Nothing is bought or cancelled at Microsoft until somebody resumes; nothing is lost."""
    caller.send(PauseBuying(reason=decision.reason))
    return answer(caller.ask(ShowBuying()))


@router.post("/resume", summary="Resume buying", responses=_BUYING)
def resume_buying(decision: Decision, caller: SignedIn) -> Response:
    """Every instance with assets needs a clean reconciliation begun since the pause."""
    caller.send(ResumeBuying(reason=decision.reason))
    return answer(caller.ask(ShowBuying()))
