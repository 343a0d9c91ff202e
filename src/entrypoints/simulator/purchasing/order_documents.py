"""Orders as the wire shows them at this moment."""

from decimal import Decimal
from typing import Any

from entrypoints.simulator.catalogue.markets import billing_market
from entrypoints.simulator.purchasing.outcomes import shows_id, status_of
from entrypoints.simulator.wire.answer import link
from entrypoints.simulator.world import World

Document = dict[str, Any]


def order_document(world: World, order: Document, *, priced: bool = False) -> Document:
    market = billing_market(order["country"])
    lines = [_line(world, order, line=line) for line in order["lines"]]
    document = {
        "id": order["id"],
        "alternateId": order["alternateId"],
        "referenceCustomerId": order["customer"],
        "billingCycle": "one_time",
        "currencyCode": market.currency,
        "currencySymbol": market.symbol,
        "lineItems": lines,
        "creationDate": order["creationDate"],
        "status": status_of(world, order),
        "transactionType": "UserPurchase",
        "links": _links(order),
        "client": {
            "marketplaceCountry": order["country"],
            "deviceFamily": "UniversalStore-PartnerCenter",
            "name": "Partner Center API",
        },
        "attributes": {"objectType": "Order"},
    }
    return _with_prices(document, order) if priced else document


def _line(world: World, order: Document, *, line: Document) -> Document:
    shown = shows_id(world, order, line=line)
    perpetual = {"subscriptionId": line["subscriptionId"]} if shown else {}
    return {
        "lineItemNumber": line["number"],
        "offerId": line["catalogItemId"],
        **perpetual,
        "transactionType": "New",
        "friendlyName": line["friendlyName"],
        "quantity": _quantity(world, order, line=line),
        "links": _line_links(line["catalogItemId"], order["country"]),
    }


def _quantity(world: World, order: Document, *, line: Document) -> int:
    """Microsoft's sandbox leaves it on lines of orders that are cancelled as a whole."""
    kept = world.settings["cancelled_quantity"] == "kept_on_whole_orders"
    whole = all("cancelled" in each for each in order["lines"])
    return 0 if "cancelled" in line and not (kept and whole) else int(line["quantity"])


def _line_links(catalog_item_id: str, country: str) -> Document:
    product, sku, availability = catalog_item_id.split(":")
    product_uri = f"/products/{product}"
    sku_uri = f"{product_uri}/skus/{sku}"
    return {
        "product": link(f"{product_uri}?country={country}"),
        "sku": link(f"{sku_uri}?country={country}"),
        "availability": link(f"{sku_uri}/availabilities/{availability}?country={country}"),
    }


def _links(order: Document) -> Document:
    uri = f"/customers/{order['customer']}/orders/{order['id']}"
    return {
        "self": link(uri),
        "provisioningStatus": link(f"{uri}/provisioningstatus"),
        "patchOperation": link(uri, "PATCH"),
    }


def _with_prices(document: Document, order: Document) -> Document:
    """Doubles, as the real service sends its prices."""
    total = Decimal(0)
    for shown, line in zip(document["lineItems"], order["lines"], strict=True):
        unit_price = Decimal(line["unitPrice"])
        extended = unit_price * line["quantity"]
        levels = ("listPrice", "discountedPrice", "proratedPrice", "price")
        shown["pricing"] = dict.fromkeys(levels, float(unit_price))
        shown["pricing"]["extendedPrice"] = float(extended)
        total += extended
    return document | {"totalPrice": float(total)}
