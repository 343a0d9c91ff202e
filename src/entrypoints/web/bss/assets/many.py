"""Several ticked assets at once: who may, which, and what came of each (B12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar
from uuid import UUID, uuid5

from fastapi import Depends, Form, Header

from core.kernel.errors import Forbidden, Refused
from entrypoints.web.advice import advice_of
from entrypoints.web.visitor import SignedIn, Visitor

R = TypeVar("R")
MOST = 50
"""Assets of one page of the list: so many can be ticked."""
_LIST = "/bss/assets"


@dataclass(frozen=True)
class Result:
    """`state` is a state's name, or `refused`; `advice` says what to do next."""

    asset: UUID
    state: str
    message: str
    advice: str = ""

    @classmethod
    def of(cls, asset: UUID, refused: Refused) -> Result:
        return cls(asset, "refused", refused.message, advice_of(refused))


def operator(visitor: SignedIn) -> Visitor:
    """
    Raises:
        Forbidden: before any asset is looked at, instead of once for each.
    """
    if not visitor.may_operate:
        raise Forbidden(
            f"{visitor.principal.actor} may not refresh or re-provision assets.",
            advice="It takes an operator. You may read every asset, and export the list.",
        )
    return visitor


Operator = Annotated[Visitor, Depends(operator)]


def one_by_one(is_htmx: Annotated[bool, Header(alias="HX-Request")] = False) -> bool:
    """Whether the browser sends a request for each asset; else one request does them all."""
    return is_htmx


OneByOne = Annotated[bool, Depends(one_by_one)]
Back = Annotated[str, Form()]


def list_behind(back: str) -> str:
    """The list from which somebody came, as they had narrowed it."""
    return back if back == _LIST or back.startswith(f"{_LIST}?") else _LIST


def command_of(slip: UUID, asset: UUID) -> UUID:
    """One command for each asset of a form, however often and in whichever way it is sent."""
    return uuid5(slip, str(asset))


def once_each(assets: Sequence[UUID]) -> tuple[UUID, ...]:
    """As many as one page lists, each once."""
    return tuple(dict.fromkeys(assets))[:MOST]
