"""Purchases nobody made through us, and the truth about all of them."""

from typing import Any

from entrypoints.simulator.controls.reading import (
    number_in,
    offer_in,
    rejected,
    text_in,
    whole_body,
)
from entrypoints.simulator.customers.register import customer_named
from entrypoints.simulator.purchasing.cancelling import cancel_lines, names_of
from entrypoints.simulator.purchasing.order_documents import order_document
from entrypoints.simulator.purchasing.orders import Wanted, place_order
from entrypoints.simulator.purchasing.outcomes import status_of
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World


def buy_in_portal(world: World, call: Call) -> Answer:
    body = whole_body(call)
    customer = customer_named(world, text_in(body, "customer"))
    item = f"{text_in(body, 'product_id')}:{text_in(body, 'sku_id')}"
    offer = offer_in(body, item=item, country=customer["country"])
    wanted = Wanted(
        catalog_item_id=world.offers.catalog_item_id(offer),
        quantity=int(number_in(body, "quantity", 1)),
        friendly_name=body.get("friendly_name"),
    )
    order = place_order(
        world,
        customer=customer,
        cart_id=None,
        lines=[wanted],
        seconds_ago=number_in(body, "seconds_ago", 0),
    )
    return Answer(status=201, document=order_document(world, order))


def list_all_lines(world: World, call: Call) -> Answer:
    """The truth about every order line, also what the API hides or delays."""
    lines = [
        _line(world, order, line=line)
        for order in world.store.all("order")
        for line in order["lines"]
    ]
    return Answer(document={"items": lines})


def _line(world: World, order: dict[str, Any], *, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "order_id": order["id"],
        "alternate_id": order["alternateId"],
        "customer": order["customer"],
        "cart_id": order["cartId"],
        "created": order["creationDate"],
        "status": status_of(world, order),
        "line": line["number"],
        "catalog_item_id": line["catalogItemId"],
        "product_id": line["productId"],
        "sku_id": line["skuId"],
        "segment": line["segment"],
        "quantity": line["quantity"],
        "unit_price": line["unitPrice"],
        "friendly_name": line["askedName"],
        "subscription_id": line["subscriptionId"],
        "cancelled": line.get("cancelled"),
    }


def cancel_in_portal(world: World, call: Call) -> Answer:
    """At any time, by either id; the lines named by number, or all."""
    numbers = (whole_body(call) if call.body else {}).get("lines")
    for order in world.store.all("order"):
        if call.params["order"] in names_of(order):
            gone = [line for line in order["lines"] if not numbers or line["number"] in numbers]
            if not gone:
                raise rejected(f"no line of the order is in {numbers}")
            cancel_lines(world, order, lines=gone)
            return Answer(document=order_document(world, order))
    raise rejected(f"there is no order {call.params['order']}")


ROUTES = (
    Route("POST", "/_simulator/orders/{order}/cancel", cancel_in_portal),
    Route("POST", "/_simulator/purchases", buy_in_portal),
    Route("GET", "/_simulator/orders", list_all_lines),
)
