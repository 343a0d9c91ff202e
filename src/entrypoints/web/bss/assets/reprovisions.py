"""Buying several failed assets' licences again, after one question for all (B12, S13, S29-S31)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from application.asset.decline_reprovision import DeclineReprovision
from entrypoints.one_by_one import one_by_one
from entrypoints.web.bss.assets.many import (
    Back,
    OneByOne,
    Operator,
    Result,
    command_of,
    list_behind,
    once_each,
)
from entrypoints.web.bss.assets.questions import PAGE, Typed, question_page, typed_of
from entrypoints.web.bss.assets.reprovisioning import Answer, bought_again
from entrypoints.web.flashes import flash
from entrypoints.web.names import names_of
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.visitor import Visitor

router = APIRouter(prefix="/bss/assets/bulk/reprovision")

Ids = Annotated[list[UUID], Form()]


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
    return question_page(visitor, once_each(asset), back, Typed())


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
    typed = typed_of(frozenset(asset), frozenset(loss), reason.strip())
    if typed.wrong:
        return question_page(visitor, once_each(asked), back, typed)
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
    names = names_of(visitor, assets=(asset,))
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
        PAGE,
        questions=(),
        answers=answers,
        names=names_of(visitor, assets=[each.asset for each in answers]),
        back=list_behind(back),
        running=running,
        results=results,
    )


def _bought(visitor: Visitor, slip: UUID, answer: Answer) -> Result:
    return bought_again(visitor, answer, command=command_of(slip, answer.asset))
