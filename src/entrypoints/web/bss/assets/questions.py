"""The question before several failed assets' licences are bought again (B12, S29, D12, D16)."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from starlette.responses import Response

from application.asset.ask_reprovision import AskReprovision
from application.asset.challenge import Challenge
from entrypoints.one_by_one import Question, one_by_one, refusal_of, total_cost
from entrypoints.web.bss.assets.many import list_behind
from entrypoints.web.names import names_of
from entrypoints.web.pages import page
from entrypoints.web.visitor import Visitor

PAGE = "bss/assets/bulk_reprovision.html"


@dataclass(frozen=True)
class Typed:
    """What somebody ticked and wrote; `wrong` says what is missing, by field."""

    ticked: frozenset[UUID] | None = None
    losses: frozenset[UUID] = frozenset()
    reason: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


def typed_of(ticked: frozenset[UUID], losses: frozenset[UUID], reason: str) -> Typed:
    wrong = {}
    if not ticked:
        wrong["asset"] = "Tick at least one asset that can be bought."
    if not reason:
        wrong["reason"] = "Say why: the history of each asset keeps it."
    return Typed(ticked, losses, reason, wrong)


def question_page(visitor: Visitor, assets: tuple[UUID, ...], back: str, typed: Typed) -> Response:
    def challenge(asset: str) -> Challenge:
        return visitor.ask(AskReprovision(asset_id=UUID(asset)))

    questions = tuple(
        Question(asset, found, refusal_of(refused))
        for asset, found, refused in one_by_one([str(each) for each in assets], challenge)
    )
    offered = [each.challenge for each in questions if each.challenge]
    return page(
        visitor,
        PAGE,
        HTTPStatus.UNPROCESSABLE_ENTITY if typed.wrong else HTTPStatus.OK,
        questions=questions,
        typed=typed,
        ids={str(each): each for each in assets},
        total=total_cost(each for each in offered if not each.candidates),
        names=names_of(visitor, assets=assets),
        back=list_behind(back),
        answers=(),
        running="",
        results=(),
    )
