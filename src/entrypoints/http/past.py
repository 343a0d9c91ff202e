"""Things and lists as they were: what is asked for, and how answers show it (B5, D34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import AwareDatetime
from starlette.responses import Response

from application.messages import Query as Question
from application.past.moment import AsOf, WasThen
from application.past.pages import ListAsOf
from application.projections.accounts import AccountRow
from application.projections.instances import InstanceRow
from application.projections.organisations import OrganisationRow
from application.queries.product_details import ProductDetails
from application.queries.show_order import OrderView
from entrypoints.http.answers import answer
from entrypoints.http.caller import Caller
from entrypoints.rendering import to_plain

R = TypeVar("R")
At = Annotated[
    AwareDatetime | None,
    Query(description="All of it as it was at this time, with zone; then `as_of` tells where."),
]


@dataclass(frozen=True)
class When:
    """A time, a version, or neither: now."""

    at: datetime | None
    version: int | None

    @property
    def is_now(self) -> bool:
        return self.at is None and self.version is None


def when(
    at: Annotated[
        AwareDatetime | None, Query(description="As it was at this time, with zone (D34).")
    ] = None,
    version: Annotated[int | None, Query(ge=1, description="As it was at this version.")] = None,
) -> When:
    return When(at, version)


AtSomeTime = Annotated[When, Depends(when)]


@dataclass(frozen=True)
class Listed(Generic[R]):
    """A page of a list; `as_of` is there when it is of the past."""

    items: tuple[R, ...]
    next: str | None
    as_of: ListAsOf | None = None


@dataclass(frozen=True)
class Order(OrderView):
    """An order; `as_of` is there when it is of the past."""

    as_of: AsOf | None = None


@dataclass(frozen=True)
class Product(ProductDetails):
    """A product; `as_of` is there when it is of the past."""

    as_of: AsOf | None = None


@dataclass(frozen=True)
class Account(AccountRow):
    """An account; `as_of` is there when it is of the past."""

    as_of: AsOf | None = None


@dataclass(frozen=True)
class Instance(InstanceRow):
    """An instance; `as_of` is there when it is of the past."""

    as_of: AsOf | None = None


@dataclass(frozen=True)
class Organisation(OrganisationRow):
    """The organisation; `as_of` is there when it is of the past."""

    as_of: AsOf | None = None


def answer_when(
    caller: Caller, when: When, *, now: Question[Any], then: Question[WasThen[Any]]
) -> Response:
    """The thing as it is, or as it was."""
    if when.is_now:
        return answer(caller.ask(now))
    found = caller.ask(then)
    fields = {**to_plain(found.was), "as_of": found.as_of}
    return answer(fields, version=found.was.version)
