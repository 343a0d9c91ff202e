"""Reading the JSON body of a control, with plain words when it is wrong."""

import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from entrypoints.simulator.catalogue.assortment import TITLES, Offer, offer_named
from entrypoints.simulator.catalogue.markets import MARKETS, SEGMENTS, segment_named
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import Refusal


def rejected(why: str) -> Refusal:
    return Refusal(status=400, code="rejected", description=why)


def whole_body(call: Call) -> dict[str, Any]:
    try:
        body = json.loads(call.body)
    except ValueError:
        raise rejected("the body is not JSON") from None
    if not isinstance(body, dict):
        raise rejected("the body is not a JSON object")
    return body


def text_in(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise rejected(f"{name} is a text and has to be given")
    return value


def texts_in(body: dict[str, Any], name: str) -> list[str]:
    """Empty when the body does not name any."""
    values = body.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise rejected(f"{name} is a list of texts")
    return values


def country_in(text: str) -> str:
    if (country := text.upper()) not in MARKETS:
        raise rejected(f"{text} is no market; there are {', '.join(MARKETS)}")
    return country


def segment_in(text: str) -> str:
    if (segment := segment_named(text)) is None:
        raise rejected(f"{text} is no segment; there are {', '.join(SEGMENTS)}")
    return segment


def item_in(body: dict[str, Any]) -> str:
    """Written product:sku, or product alone when the body names no SKU."""
    product_id, sku_id = text_in(body, "product_id").upper(), body.get("sku_id")
    title = TITLES.get(product_id)
    if title is None:
        raise rejected(f"there is no product {product_id}")
    if sku_id is None:
        return product_id
    if (sku := title.sku(text_in(body, "sku_id"))) is None:
        raise rejected(f"there is no SKU {sku_id} of {product_id}")
    return f"{product_id}:{sku.id}"


def number_in(body: dict[str, Any], name: str, default: float | None = None) -> float:
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise rejected(f"{name} is a number and has to be given")
    return value


def moment_in(body: dict[str, Any], name: str) -> datetime:
    """With its time zone, such as 2027-01-31T12:00:00Z."""
    try:
        moment = datetime.fromisoformat(text_in(body, name))
    except ValueError:
        raise rejected(f"{name} is a moment such as 2027-01-31T12:00:00Z") from None
    if moment.tzinfo is None:
        raise rejected(f"{name} has to name its time zone")
    return moment


def amount_in(body: dict[str, Any], name: str) -> Decimal:
    """Exact, from a string such as "412.50"."""
    try:
        amount = Decimal(text_in(body, name))
    except InvalidOperation:
        raise rejected(f"{name} is a decimal number in a string") from None
    if not amount.is_finite() or amount < 0:
        raise rejected(f"{name} is not a price")
    return amount


def offer_in(body: dict[str, Any], *, item: str, country: str) -> Offer:
    """item is "product:sku"; the segment is commercial unless the body names another."""
    product_id, _, sku_id = item.partition(":")
    segment = segment_named(str(body.get("segment", "commercial"))) or ""
    offer = offer_named(product_id=product_id, sku_id=sku_id, segment=segment, country=country)
    if offer is None:
        raise rejected(f"{item} is not sold in {country} for {body.get('segment')}")
    return offer
