"""Billing > Orders: what was drafted, quoted and executed, and what came of it (S3, D2)."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.queries.list_orders import ListOrders
from application.queries.show_order import OrderView, ShowOrder
from core.ordering.order import OrderStatus
from entrypoints.web.names import names_of
from entrypoints.web.pages import page
from entrypoints.web.parameters import Chosen
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/bss/orders")


@router.get("")
def list_orders(
    visitor: SignedIn,
    status: Chosen[OrderStatus] = None,
    customer: Chosen[UUID] = None,
    after: Chosen[str] = None,
) -> Response:
    orders = visitor.ask(ListOrders(status=status, end_customer=customer, after=after))
    accounts = [each for order in orders.items for each in _chain(order)]
    return page(
        visitor,
        "bss/billing/orders.html",
        orders=orders,
        statuses=tuple(OrderStatus),
        status_asked=status,
        customer=customer,
        names=names_of(visitor, accounts=(*accounts, customer)),
        now=visitor.app.clock.now(),
    )


@router.get("/{order_id}")
def show_order(visitor: SignedIn, order_id: UUID) -> Response:
    """Its lines and prices, who is who, how long its quote holds, and its assets."""
    order = visitor.ask(ShowOrder(order_id=order_id))
    names = names_of(
        visitor, accounts=_chain(order), assets=order.asset_ids, instances=(order.instance,)
    )
    now = visitor.app.clock.now()
    return page(visitor, "bss/billing/order.html", order=order, names=names, now=now)


def _chain(order: OrderView) -> tuple[UUID, ...]:
    return (order.end_customer_id, order.ordered_by_id, order.billed_to_id)
