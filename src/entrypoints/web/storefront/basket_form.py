"""The basket's form: quantities, the end customer, and the buyer's own reference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Form

from application.principal import Role
from application.queries.accounts import ShowAccount
from entrypoints.web.storefront.kept_basket import LONGEST_REFERENCE, KeptBasket, keep, kept_basket
from entrypoints.web.visitor import SignedIn, Visitor

_MOST_DIGITS = 6


@dataclass(frozen=True)
class BasketForm:
    """As it was sent: `quantities` is what was typed, by product."""

    quantities: dict[UUID, str]
    customer: UUID | None
    purchase_order: str
    taken_out: UUID | None


@dataclass(frozen=True)
class Taken:
    """`wrong`: what was typed, by product, where it is no number of licences."""

    basket: KeptBasket
    wrong: dict[UUID, str]


def _sent(
    visitor: SignedIn,
    product: Annotated[list[UUID], Form(default_factory=list)],
    quantity: Annotated[list[str], Form(default_factory=list)],
    customer: Annotated[str, Form()] = "",
    purchase_order: Annotated[str, Form(max_length=LONGEST_REFERENCE)] = "",
    taken_out: Annotated[UUID | None, Form()] = None,
) -> BasketForm:
    """The n-th quantity belongs to the n-th product."""
    typed = dict(zip(product, quantity, strict=False))
    return BasketForm(typed, _chosen(visitor, customer), purchase_order.strip(), taken_out)


Sent = Annotated[BasketForm, Depends(_sent)]


def take(visitor: Visitor, form: BasketForm) -> Taken:
    """Keep what was sent; a quantity that is none stays what it was."""
    before = kept_basket(visitor)
    left = {id: count for id, count in before.lines.items() if id != form.taken_out}
    typed = {id: text for id, text in form.quantities.items() if id in left}
    wrong = {id: text for id, text in typed.items() if not _is_count(text)}
    counts = {id: int(text) for id, text in typed.items() if id not in wrong}
    basket = replace(
        before,
        customer=form.customer,
        purchase_order=form.purchase_order,
        lines=left | counts,
    )
    keep(visitor, basket)
    return Taken(basket, wrong)


def _is_count(text: str) -> bool:
    digits = text.strip()
    return digits.isdecimal() and len(digits) <= _MOST_DIGITS and int(digits) > 0


def _chosen(visitor: Visitor, named: str) -> UUID | None:
    """
    Raises:
        NotFound: no such customer, or not the visitor's (D3).
    """
    if visitor.principal.role is Role.CUSTOMER:
        return visitor.account
    return visitor.ask(ShowAccount(account_id=UUID(named))).account_id if named else None
