"""From the basket to a quote, and from the quote to assets; all orders (S3, S5, S76, D2)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from application.ordering.draft_order import DraftLine, DraftOrder
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.ordering.reject_order import RejectOrder
from application.queries.basket import Basket
from application.queries.own_orders import ListOwnOrders
from application.queries.show_order import ShowOrder
from core.ids import InstanceId, OrderId, product_id
from core.kernel.errors import Refused
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.storefront.basket import basket_page
from entrypoints.web.storefront.basket_form import Sent, take
from entrypoints.web.storefront.buyers import names_of
from entrypoints.web.storefront.kept_basket import KeptBasket, keep, kept_basket
from entrypoints.web.storefront.order_page import assets_page, order_page
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/storefront/orders")
_DECIDED_AGAINST = "The buyer decided against it."
_STAYS = 1.0
"""Seconds that a buyer waits for licences; the page tells of what comes later."""


@router.get("")
def list_orders(visitor: SignedIn, after: Annotated[str | None, Query()] = None) -> Response:
    """Also those that somebody else ordered for them, or that they only asked a quote for."""
    orders = visitor.ask(ListOwnOrders(after=after))
    return page(
        visitor,
        "storefront/orders.html",
        orders=orders,
        names=names_of(visitor, (each.end_customer_id for each in orders.items)),
        now=visitor.app.clock.now(),
    )


@router.post("")
def ask_for_quote(visitor: SignedIn, form: Sent, slip: Slip) -> Response:
    """Nothing is bought yet: the quote promises prices until a time (D2)."""
    taken = take(visitor, form)
    basket = visitor.ask(taken.basket.asked())
    if taken.wrong or not basket.can_be_ordered:
        return basket_page(visitor, taken)
    try:
        order = _quoted(visitor, taken.basket, basket, slip)
    except Refused as refusal:
        return basket_page(visitor, taken, refusal=refusal)
    return see(f"/storefront/orders/{order}")


@router.get("/{order_id}")
def show_order(visitor: SignedIn, order_id: UUID) -> Response:
    return order_page(visitor, order_id)


@router.get("/{order_id}/assets")
def show_assets(visitor: SignedIn, order_id: UUID) -> Response:
    """Of an executed order, as they stand now: asked for while something is in flight."""
    return assets_page(visitor, order_id)


@router.post("/{order_id}/quote")
def renew_quote(visitor: SignedIn, order_id: UUID, slip: Slip) -> Response:
    before = visitor.ask(ShowOrder(order_id=order_id)).total
    try:
        visitor.send(QuoteOrder(order_id=order_id), slip=slip)
    except Refused as refusal:
        return order_page(visitor, order_id, refusal=refusal)
    after = visitor.ask(ShowOrder(order_id=order_id)).total
    if before and after and before != after:
        changed = visitor.say("The new quote is {now}; the former was {then}.")
        money = visitor.language.money
        words = changed.format(now=money(after), then=money(before))
        flash(visitor.request, words, "warning")
    else:
        flash(visitor.request, visitor.say("There is a new quote, at the same price."), "info")
    return see(f"/storefront/orders/{order_id}")


@router.post("/{order_id}/execute")
def execute(
    visitor: SignedIn, order_id: UUID, version: Annotated[int, Form()], slip: Slip
) -> Response:
    """Exactly the quote that was shown; the same form sent twice makes one order."""
    command = ExecuteOrder(order_id=order_id, expected_version=version)
    try:
        assets = visitor.send(command, slip=slip)
    except Refused as refusal:
        return order_page(visitor, order_id, refusal=refusal)
    _take_out(visitor, order_id)
    visitor.provision(assets, seconds=_STAYS)
    flash(visitor.request, visitor.say("Thank you. Your order was placed."))
    return see(f"/storefront/orders/{order_id}")


@router.post("/{order_id}/reject")
def reject(
    visitor: SignedIn, order_id: UUID, version: Annotated[int, Form()], slip: Slip
) -> Response:
    """The quote that was shown is no more; what was asked for stays in the basket."""
    command = RejectOrder(order_id=order_id, reason=_DECIDED_AGAINST, expected_version=version)
    try:
        visitor.send(command, slip=slip)
    except Refused as refusal:
        return order_page(visitor, order_id, refusal=refusal)
    told = visitor.say("The quote is discarded. Nothing was ordered.")
    flash(visitor.request, told, "info")
    return see("/storefront/basket")


def _quoted(visitor: Visitor, kept: KeptBasket, basket: Basket, slip: UUID) -> OrderId:
    assert kept.customer is not None
    lines = (
        DraftLine(
            product=line.product.code,
            quantity=line.quantity,
            instance_id=line.product.instance_id,
        )
        for line in basket.lines
    )
    draft = DraftOrder(
        new_id=slip,
        account_id=kept.customer,
        lines=tuple(lines),
        ordered_by=visitor.account,
        purchase_order=kept.purchase_order or None,
    )
    order = visitor.send(draft, slip=slip)
    visitor.send(QuoteOrder(order_id=order), slip=uuid5(slip, "quote"))
    return order


def _take_out(visitor: Visitor, order_id: UUID) -> None:
    """What was ordered leaves the basket."""
    order = visitor.ask(ShowOrder(order_id=order_id))
    products = (product_id(InstanceId(order.instance), line.product_code) for line in order.lines)
    keep(visitor, kept_basket(visitor).without(*products))
