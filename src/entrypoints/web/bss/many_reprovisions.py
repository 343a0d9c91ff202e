"""Buying several failed assets' licences again, after one question for all (B12, S13, S29-S31)."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from application.asset.ask_reprovision import AskReprovision
from application.asset.challenge import Challenge
from application.asset.decline_reprovision import DeclineReprovision
from entrypoints.one_by_one import Question, one_by_one, refusal_of, total_cost
from entrypoints.web.bss.many_assets import (
    Back,
    OneByOne,
    Operator,
    Result,
    command_of,
    list_behind,
    names_of_assets,
    once_each,
)
from entrypoints.web.bss.reprovisioning import Answer, bought_again
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.visitor import Visitor

router = APIRouter(prefix="/bss/assets/bulk/reprovision")

_PAGE = "bss/assets/bulk_reprovision.html"
Ids = Annotated[list[UUID], Form()]


@dataclass(frozen=True)
class Typed:
    """What somebody ticked and wrote; `wrong` says what is missing, by field."""

    ticked: frozenset[UUID] | None = None
    losses: frozenset[UUID] = frozenset()
    reason: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@router.get("")
def ask(
    visitor: Operator,
    asset: Annotated[list[UUID], Query()] = [],  # noqa: B006 - FastAPI's way to say: none
    back: str = "",
) -> Response:
    """What each would buy today, for how much; nothing happens yet."""
    if not asset:
        flash(visitor.request, "Tick the failed assets first that you want to buy.", "warning")
        return see(list_behind(back))
    return _asked(visitor, once_each(asset), back, Typed())


@router.post("")
def continue_(
    visitor: Operator,
    slip: Slip,
    given: Annotated[str, Form(alias="slip")],
    one_request_each: OneByOne,
    asked: Ids,
    token: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI's way to say: none
    asset: Ids = [],  # noqa: B006 - as above
    loss: Ids = [],  # noqa: B006 - as above
    reason: Annotated[str, Form(max_length=500)] = "",
    back: Back = "",
) -> Response:
    """Buys those that are ticked: all in this request, or by rows that send one each."""
    typed = _typed(frozenset(asset), frozenset(loss), reason.strip())
    if typed.wrong:
        return _asked(visitor, once_each(asked), back, typed)
    tokens = dict(zip(asked, token, strict=False))
    answers = tuple(
        Answer(each, tokens.get(each, ""), each in typed.losses, typed.reason)
        for each in once_each(asset)
    )
    if one_request_each:
        return _answered(visitor, answers, back, running=given)
    results = tuple(_bought(visitor, slip, each) for each in answers)
    return _answered(visitor, answers, back, results=results)


@router.post("/one")
def continue_with_one(
    visitor: Operator,
    slip: Slip,
    asset: Annotated[UUID, Form()],
    token: Annotated[str, Form()],
    reason: Annotated[str, Form(max_length=500)],
    loss: Annotated[bool, Form()] = False,
) -> Response:
    result = _bought(visitor, slip, Answer(asset, token, loss, reason))
    names = names_of_assets(visitor, (asset,))
    return page(visitor, "bss/assets/result.html", result=result, names=names)


@router.post("/decline")
def cancel(visitor: Operator, slip: Slip, asked: Ids, back: Back = "") -> Response:
    """Nothing is bought; the history of each asset knows that somebody was asked (S31, D10)."""

    def declined(asset: str) -> None:
        named = UUID(asset)
        visitor.send(DeclineReprovision(asset_id=named), slip=command_of(slip, named))

    one_by_one([str(each) for each in once_each(asked)], declined)
    flash(visitor.request, "Nothing was bought, and nothing changed.", "info")
    return see(list_behind(back))


def _typed(ticked: frozenset[UUID], losses: frozenset[UUID], reason: str) -> Typed:
    wrong = {}
    if not ticked:
        wrong["asset"] = "Tick at least one asset that can be bought."
    if not reason:
        wrong["reason"] = "Say why: the history of each asset keeps it."
    return Typed(ticked, losses, reason, wrong)


def _asked(visitor: Visitor, assets: tuple[UUID, ...], back: str, typed: Typed) -> Response:
    def challenge(asset: str) -> Challenge:
        return visitor.ask(AskReprovision(asset_id=UUID(asset)))

    questions = tuple(
        Question(asset, found, refusal_of(refused))
        for asset, found, refused in one_by_one([str(each) for each in assets], challenge)
    )
    offered = [each.challenge for each in questions if each.challenge]
    return page(
        visitor,
        _PAGE,
        HTTPStatus.UNPROCESSABLE_ENTITY if typed.wrong else HTTPStatus.OK,
        questions=questions,
        typed=typed,
        ids={str(each): each for each in assets},
        total=total_cost(each for each in offered if not each.candidates),
        names=names_of_assets(visitor, assets),
        back=list_behind(back),
        answers=(),
        running="",
        results=(),
    )


def _answered(
    visitor: Visitor,
    answers: tuple[Answer, ...],
    back: str,
    *,
    running: str = "",
    results: tuple[Result, ...] = (),
) -> Response:
    return page(
        visitor,
        _PAGE,
        questions=(),
        answers=answers,
        names=names_of_assets(visitor, [each.asset for each in answers]),
        back=list_behind(back),
        running=running,
        results=results,
    )


def _bought(visitor: Visitor, slip: UUID, answer: Answer) -> Result:
    return bought_again(visitor, answer, command=command_of(slip, answer.asset))
