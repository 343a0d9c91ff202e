"""Checkout: the order groups of a cart become orders, each of them at most once."""

from itertools import groupby
from typing import Any

from entrypoints.simulator.customers.register import customer_of, has_agreed
from entrypoints.simulator.purchasing.cart_lines import examined
from entrypoints.simulator.purchasing.carts import keep, live_cart
from entrypoints.simulator.purchasing.order_documents import order_document
from entrypoints.simulator.purchasing.orders import Wanted, place_order
from entrypoints.simulator.state.faults import Fault, refuses_orders, withholds_ids
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

Document = dict[str, Any]


def check_out(world: World, call: Call) -> Answer:
    cart, customer = live_cart(world, call), customer_of(world, call)
    if cart["status"] == "Ordered":
        return _already_ordered(world, cart)
    if not has_agreed(world, customer["id"]):
        raise refusal("13605")
    cart["lineItems"] = [examined(world, customer, line=line) for line in cart["lineItems"]]
    keep(world, cart)
    if any("error" in line for line in cart["lineItems"]):
        raise refusal("800009")
    return Answer(status=201, document=_place_orders(world, call, cart=cart))


def _already_ordered(world: World, cart: Document) -> Answer:
    if world.settings["replayed_checkout"] == "already_submitted":
        raise refusal("800065")
    return Answer(status=201, document=cart["result"])


def _place_orders(world: World, call: Call, *, cart: Document) -> Document:
    """Groups that were ordered by an earlier, partly failed checkout are not ordered again."""
    refused = world.faults.strike(call.method, call.path, wanted=refuses_orders)
    errors: list[Document] = []
    for group, lines in groupby(cart["lineItems"], key=lambda line: line["orderGroup"]):
        if group in cart["orders"]:
            continue
        if refused and refused["order_group"] in (None, group):
            errors.append(_order_error(group, refused))
        else:
            cart["orders"][group] = _placed(world, call, cart=cart, lines=list(lines))
    if not errors:
        cart["status"] = "Ordered"
    cart["result"] = _result(world, cart, errors=errors)
    keep(world, cart)
    result: Document = cart["result"]
    return result


def _placed(world: World, call: Call, *, cart: Document, lines: list[Document]) -> str:
    withheld = world.faults.strike(call.method, call.path, wanted=withholds_ids)
    order = place_order(
        world,
        customer=customer_of(world, call),
        cart_id=cart["id"],
        lines=[Wanted.from_cart(line) for line in lines],
        withheld_seconds=withheld["seconds"] if withheld else 0,
    )
    return str(order["id"])


def _result(world: World, cart: Document, *, errors: list[Document]) -> Document:
    placed = (world.store.find("order", order_id) for order_id in cart["orders"].values())
    orders = [order_document(world, order) for order in placed if order]
    failed = {"orderErrors": errors} if errors else {}
    return {"orders": orders, **failed, "attributes": {"objectType": "CartCheckoutResult"}}


def _order_error(group: str, refused: Fault) -> Document:
    code = int(refused["code"]) if str(refused["code"]).isdigit() else refused["code"]
    return {"orderGroupId": group, "code": code, "description": refused["description"]}


ROUTES = (Route("POST", "/v1/customers/{customer}/carts/{cart}/checkout", check_out),)
