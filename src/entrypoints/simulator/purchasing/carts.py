"""Carts: opened, read, replaced, and gone when they expire."""

from datetime import timedelta
from typing import Any

from entrypoints.simulator.customers.register import customer_of
from entrypoints.simulator.purchasing.cart_lines import cart_lines
from entrypoints.simulator.state.clock import from_wire, to_wire
from entrypoints.simulator.wire.answer import Answer, link
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

SELLER = "1824b7fc-2fac-4478-b177-66823c40ab75"


def open_cart(world: World, call: Call) -> Answer:
    customer, now = customer_of(world, call), world.clock.now()
    lifetime = timedelta(seconds=world.settings["cart_lifetime_seconds"])
    cart = {
        "id": world.ids.uuid(),
        "customer": customer["id"],
        "creationTimestamp": to_wire(now),
        "lastModifiedTimestamp": to_wire(now),
        "expirationTimestamp": to_wire(now + lifetime),
        "status": "Active",
        "lineItems": cart_lines(world, customer, asked=call.json()),
        "orders": {},
    }
    keep(world, cart)
    return Answer(status=201, document=shown(cart))


def show_cart(world: World, call: Call) -> Answer:
    return Answer(document=shown(live_cart(world, call)))


def replace_lines(world: World, call: Call) -> Answer:
    """Not once any of its orders was placed: that order would be bought again."""
    cart, customer = live_cart(world, call), customer_of(world, call)
    if cart["orders"]:
        raise refusal("800065")
    cart["lineItems"] = cart_lines(world, customer, asked=call.json())
    cart["lastModifiedTimestamp"] = to_wire(world.clock.now())
    keep(world, cart)
    return Answer(status=201, document=shown(cart))


def live_cart(world: World, call: Call) -> dict[str, Any]:
    customer = customer_of(world, call)
    cart = world.store.find("cart", call.params["cart"].lower())
    if cart is None or cart["customer"] != customer["id"]:
        raise refusal("800008")
    if from_wire(cart["expirationTimestamp"]) <= world.clock.now():
        raise refusal("800008")
    return cart


def keep(world: World, cart: dict[str, Any]) -> None:
    world.store.put("cart", cart["id"], body=cart, owner=cart["customer"])


def shown(cart: dict[str, Any]) -> dict[str, Any]:
    stamps = ("creationTimestamp", "lastModifiedTimestamp", "expirationTimestamp")
    return {
        "id": cart["id"],
        **{stamp: cart[stamp] for stamp in stamps},
        "lastModifiedUser": SELLER,
        "status": cart["status"],
        "lineItems": cart["lineItems"],
        "links": {"self": link(f"/customers/{cart['customer']}/carts/{cart['id']}")},
        "attributes": {"objectType": "Cart"},
    }


ROUTES = (
    Route("POST", "/v1/customers/{customer}/carts", open_cart),
    Route("GET", "/v1/customers/{customer}/carts/{cart}", show_cart),
    Route("PUT", "/v1/customers/{customer}/carts/{cart}", replace_lines),
)
