"""The basket: whom it is for, and what that makes each price (S39, S75, S76, D15, D19)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.responses import Response

from application.queries.basket import MOST_LINES
from application.queries.storefront_product import ShowStorefrontProduct
from core.kernel.errors import Refused
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.storefront.basket_form import Sent, Taken, take
from entrypoints.web.storefront.buyers import customers_of, end_customer
from entrypoints.web.storefront.kept_basket import keep, kept_basket
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/storefront/basket")
HERE = "/storefront/basket"
_CHOOSE = "Choose the end customer to see what is to be paid, and to order."


@router.get("")
def show_basket(visitor: SignedIn) -> Response:
    return basket_page(visitor, Taken(kept_basket(visitor), {}))


@router.post("")
def change_basket(visitor: SignedIn, form: Sent, _: Slip) -> Response:
    """Another customer, other quantities, a line less: the prices follow."""
    taken = take(visitor, form)
    in_place = "HX-Request" in visitor.request.headers
    if taken.wrong or in_place:
        return basket_page(visitor, taken, in_place=in_place)
    if taken.basket.customer is None and customers_of(visitor):
        flash(visitor.request, visitor.say(_CHOOSE), "warning")
    return see(HERE)


@router.post("/lines")
def add_line(
    visitor: SignedIn,
    product_id: Annotated[UUID, Form()],
    _: Slip,
    quantity: Annotated[int, Form(ge=1, le=999_999)] = 1,
) -> Response:
    kept = kept_basket(visitor)
    product = visitor.ask(ShowStorefrontProduct(product_id=product_id))
    if len(kept.without(product_id).lines) == MOST_LINES:
        full = visitor.say("The basket is full. Order what is in it, then go on.")
        flash(visitor.request, full, "warning")
        return see(HERE)
    keep(visitor, kept.with_line(product_id, quantity))
    flash(visitor.request, visitor.say("{name} is in the basket.").format(name=product.name))
    return see(HERE)


def basket_page(
    visitor: Visitor, taken: Taken, *, refusal: Refused | None = None, in_place: bool = False
) -> Response:
    """With what was typed; the answer to a form in place is the basket without the page."""
    kept = taken.basket
    return page(
        visitor,
        "storefront/parts/basket.html" if in_place else "storefront/basket.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if taken.wrong and not refusal else None,
        basket=visitor.ask(kept.asked()),
        kept=kept,
        wrong=taken.wrong,
        refusal=refusal,
        customers=customers_of(visitor),
        customer=end_customer(visitor, kept),
    )
