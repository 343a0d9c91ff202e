"""Orders: placed once, completed by time alone."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from entrypoints.simulator.catalogue.assortment import Offer
from entrypoints.simulator.state.clock import to_wire
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.world import World


@dataclass(frozen=True, kw_only=True)
class Wanted:
    catalog_item_id: str
    quantity: int
    friendly_name: str | None
    reseller_mpn_id: str = "0"

    @classmethod
    def from_cart(cls, line: dict[str, Any]) -> Self:
        return cls(
            catalog_item_id=line["catalogItemId"],
            quantity=line["quantity"],
            friendly_name=line.get("friendlyName"),
            reseller_mpn_id=_reseller(line.get("participants", [])),
        )


def _reseller(participants: list[dict[str, Any]]) -> str:
    for each in participants:
        if str(each.get("key")).lower() == "transaction_reseller":
            return str(each.get("value"))
    return "0"


def place_order(
    world: World,
    *,
    customer: dict[str, Any],
    cart_id: str | None,
    lines: list[Wanted],
    withheld_seconds: float = 0,
    seconds_ago: float = 0,
) -> dict[str, Any]:
    """withheld_seconds keep the perpetual ids back after completion; seconds_ago backdates."""
    created = world.clock.now() - timedelta(seconds=seconds_ago)
    completed = created + timedelta(seconds=world.settings["completion_seconds"])
    withheld_seconds += world.settings["subscription_id_delay_seconds"]
    alias = world.ids.hex(12)
    order = {
        "id": alias if world.settings["order_id_form"] == "short" else world.ids.order_id(),
        "alternateId": alias,
        "customer": customer["id"],
        "country": customer["country"],
        "cartId": cart_id,
        "creationDate": to_wire(created),
        "completionDate": to_wire(completed),
        "becomes": world.settings["orders_become"],
        "idsFrom": to_wire(completed + timedelta(seconds=withheld_seconds)),
        "lines": [_line(world, number, wanted=wanted) for number, wanted in enumerate(lines)],
    }
    keep_order(world, order)
    world.store.put("alias", alias, body={"order": order["id"]})
    return order


def keep_order(world: World, order: dict[str, Any]) -> None:
    world.store.put("order", order["id"], body=order, owner=order["customer"])


def _line(world: World, number: int, *, wanted: Wanted) -> dict[str, Any]:
    offer = world.offers.resolve(wanted.catalog_item_id)
    if offer is None:
        raise refusal("800009")
    return {
        "number": number,
        "catalogItemId": world.offers.catalog_item_id(offer),
        "productId": offer.title.id,
        "skuId": offer.sku.id,
        "segment": offer.segment,
        "quantity": wanted.quantity,
        "friendlyName": _friendly_name(world, offer, asked=wanted.friendly_name),
        "askedName": wanted.friendly_name,
        "resellerMpnId": wanted.reseller_mpn_id,
        "unitPrice": str(world.prices.for_quantity(offer, wanted.quantity).unit_price),
        "subscriptionId": world.ids.uuid().upper(),
    }


def _friendly_name(world: World, offer: Offer, *, asked: str | None) -> str:
    return asked if asked and world.settings["echo_friendly_name"] else offer.sku.title


def order_named(world: World, customer_id: str, *, name: str) -> dict[str, Any]:
    """By order id or by its 12-hex alias; refuses with 404/20000 when there is none."""
    alias = world.store.find("alias", name) or {"order": name}
    order = world.store.find("order", alias["order"])
    if order is None or order["customer"] != customer_id:
        raise refusal("20000")
    return order
