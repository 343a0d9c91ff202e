"""The lines of a cart: what was asked for, and what is wrong with it."""

from typing import Any

from entrypoints.simulator.catalogue.assortment import Offer
from entrypoints.simulator.catalogue.markets import billing_market
from entrypoints.simulator.customers.register import segments_of
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.world import World

ONE_TIME = ("one_time", "onetime")
ECHOED = {"friendlyname": "friendlyName", "participants": "participants"}
ALL_TOGETHER = "0"


def cart_lines(
    world: World, customer: dict[str, Any], *, asked: dict[str, Any]
) -> list[dict[str, Any]]:
    """Canonical lines with their errors; a purchase that can never be is refused as a whole."""
    lines = asked.get("lineitems")
    if not isinstance(lines, list) or not lines:
        raise refusal("800002")
    per_line = world.settings["order_groups"] == "per_line"
    canonical = [_canonical(line, number) for number, line in enumerate(lines)]
    currency = billing_market(customer["country"]).currency
    return [
        examined(world, customer, line=line)
        | {"currencyCode": currency, "orderGroup": str(number) if per_line else ALL_TOGETHER}
        for number, line in enumerate(canonical)
    ]


def examined(world: World, customer: dict[str, Any], *, line: dict[str, Any]) -> dict[str, Any]:
    """The line with its error of today; refuses what the customer can never buy."""
    sound = {name: value for name, value in line.items() if name != "error"}
    offer = world.offers.resolve(line["catalogItemId"])
    if offer is None:
        return sound | {"error": _error("catalogItemIdIsNotValid", "The catalog item expired.")}
    if offer.market.country != customer["country"]:
        raise refusal("800070")
    if offer.segment not in segments_of(world, customer["id"]):
        raise refusal("800024")
    if world.offers.is_withdrawn(offer):
        raise refusal("2091")
    error = _quantity_error(offer, line) or _billing_error(line)
    return sound | ({"error": error} if error else {})


def _canonical(line: Any, number: int) -> dict[str, Any]:
    try:
        known = {
            "id": int(line.get("id", number)),
            "catalogItemId": str(line["catalogitemid"]),
            "quantity": _whole(line["quantity"]),
            "billingCycle": _billing_cycle(line.get("billingcycle")),
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        raise refusal("800002") from None
    term = {"termDuration": str(line["termduration"])} if line.get("termduration") else {}
    return known | term | {ECHOED[name]: line[name] for name in ECHOED if line.get(name)}


def _whole(asked: Any) -> int:
    if isinstance(asked, bool) or not isinstance(asked, int):
        raise TypeError
    return asked


def _billing_cycle(asked: Any) -> str:
    return "one_time" if asked is None or str(asked).lower() in ONE_TIME else str(asked)


def _quantity_error(offer: Offer, line: dict[str, Any]) -> dict[str, str] | None:
    if offer.sku.minimum <= line["quantity"] <= offer.sku.maximum:
        return None
    bounds = f"{offer.sku.minimum} and {offer.sku.maximum}"
    return _error("invalidInput", f"The quantity must be between {bounds}.")


def _billing_error(line: dict[str, Any]) -> dict[str, str] | None:
    if line["billingCycle"] == "one_time" and "termDuration" not in line:
        return None
    return _error("billingPlanNotSupported", "The item is sold once, without a term.")


def _error(code: str, description: str) -> dict[str, str]:
    return {"errorCode": code, "errorDescription": description}
