"""Reading what was bought: orders, provisioning, entitlements, subscriptions."""

from datetime import timedelta
from typing import Any

from entrypoints.simulator.catalogue.assortment import TITLES
from entrypoints.simulator.customers.register import customer_of
from entrypoints.simulator.purchasing.order_documents import order_document
from entrypoints.simulator.purchasing.orders import order_named
from entrypoints.simulator.purchasing.outcomes import is_fulfilled, status_of
from entrypoints.simulator.state.clock import from_wire
from entrypoints.simulator.wire.answer import Answer, collection
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

Document = dict[str, Any]


def list_orders(world: World, call: Call) -> Answer:
    """A new order is missing from the list for a while, though it can be read by its id."""
    customer = customer_of(world, call)
    listed_until = world.clock.now() - timedelta(seconds=world.settings["order_list_lag_seconds"])
    orders = [
        order_document(world, order, priced=_priced(call))
        for order in world.store.all("order", customer["id"])
        if from_wire(order["creationDate"]) <= listed_until and _is_asked(call)
    ]
    return Answer(document=collection(orders, f"/customers/{customer['id']}/orders"))


def show_order(world: World, call: Call) -> Answer:
    return Answer(document=order_document(world, _order(world, call), priced=_priced(call)))


def _order(world: World, call: Call) -> Document:
    return order_named(world, customer_of(world, call)["id"], name=call.params["order"])


def _priced(call: Call) -> bool:
    return call.query.get("include_price", "").lower() == "true"


def _is_asked(call: Call) -> bool:
    return call.query.get("billingtype", "onetime").lower() in ("onetime", "one_time")


def show_provisioning(world: World, call: Call) -> Answer:
    order = _order(world, call)
    if status_of(world, order) == "pending":
        raise refusal("800007")
    return Answer(document=collection([_provided(world, order, line) for line in order["lines"]]))


def _provided(world: World, order: Document, line: Document) -> Document:
    status = "fulfilled" if is_fulfilled(world, order, line=line) else "unfulfilled"
    quantity = {"quantity": line["quantity"], "status": status}
    return {
        "orderLineItemId": line["number"],
        "lineItemNumber": line["number"],
        "status": status,
        "quantityProvisioningInformation": [quantity],
    }


def list_entitlements(world: World, call: Call) -> Answer:
    customer = customer_of(world, call)
    software = call.query.get("entitlementtype", "software").lower() == "software"
    entitlements = [
        _entitlement(order, line)
        for order in world.store.all("order", customer["id"])
        for line in order["lines"]
        if software and is_fulfilled(world, order, line=line)
    ]
    return Answer(document=collection(entitlements))


def _entitlement(order: Document, line: Document) -> Document:
    """With the previous version it may be used as, which is no purchase of its own."""
    previous = TITLES[line["productId"]].previous
    included = [_entitled(order, line, product_id=previous)] if previous else []
    return _entitled(order, line, product_id=line["productId"]) | {"includedEntitlements": included}


def _entitled(order: Document, line: Document, *, product_id: str) -> Document:
    return {
        "includedEntitlements": [],
        "referenceOrder": {
            "id": order["id"],
            "lineItemId": str(line["number"]),
            "alternateId": order["alternateId"],
        },
        "productId": product_id,
        "quantity": line["quantity"],
        "entitledArtifacts": [],
        "skuId": line["skuId"],
        "entitlementType": "software",
    }


def list_subscriptions(world: World, call: Call) -> Answer:
    """Perpetual licences are never in it."""
    customer_of(world, call)
    return Answer(document=collection([]))


ORDER = "/v1/customers/{customer}/orders/{order}"
ROUTES = (
    Route("GET", "/v1/customers/{customer}/orders", list_orders),
    Route("GET", ORDER, show_order),
    Route("GET", ORDER + "/provisioningstatus", show_provisioning, user_only=True),
    Route("GET", "/v1/customers/{customer}/entitlements", list_entitlements, user_only=True),
    Route("GET", "/v1/customers/{customer}/subscriptions", list_subscriptions),
)
