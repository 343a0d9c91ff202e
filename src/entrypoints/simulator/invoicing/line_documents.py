"""Invoice lines as the wire shows them: numbers now as strings, now as numbers."""

import uuid
from decimal import Decimal
from typing import Any

from entrypoints.simulator.catalogue.assortment import TITLES
from entrypoints.simulator.invoicing.changes import changed_line, changes_of
from entrypoints.simulator.invoicing.charges import Charge
from entrypoints.simulator.partner import MPN, PARTNER
from entrypoints.simulator.purchasing.outcomes import shows_id
from entrypoints.simulator.world import World

Document = dict[str, Any]
NULL_DATE = "0001-01-01T00:00:00"


def invoice_lines(world: World, held: list[Charge], *, invoice_id: str) -> list[Document]:
    """With what was changed about them on command, in the styles that are set."""
    changes = changes_of(world.store)
    style, form = world.settings["invoice_style"], world.settings["invoice_order_id"]
    lines: list[Document] = []
    for number, charge in enumerate(held):
        shown = _who(world, charge) | {"invoiceNumber": invoice_id}
        shown |= _ordered(charge, form=_turn(form, ("alias", "long"), number))
        shown |= _bought(world, charge) | _charged(charge) | _constant()
        styled = _styled(shown, style=_turn(style, ("strings", "numbers"), number))
        lines += changed_line(styled, charge, changes=changes)
    return lines


def _turn(chosen: str, forms: tuple[str, str], number: int) -> str:
    return forms[number % 2] if chosen == "mixed" else chosen


def _who(world: World, charge: Charge) -> Document:
    customer = world.store.find("customer", charge.order["customer"]) or {}
    return {
        "partnerId": PARTNER,
        "customerId": charge.order["customer"],
        "customerName": customer.get("name", ""),
        "customerDomainName": customer.get("domain", ""),
        "customerCountry": charge.order["country"],
        "mpnId": MPN,
        "resellerMpnId": charge.line.get("resellerMpnId", "0"),
    }


def _ordered(charge: Charge, *, form: str) -> Document:
    order = charge.order
    basis = f"{order['id']}/{charge.line['number']}/{charge.kind}"
    return {
        "orderId": order["alternateId" if form == "alias" else "id"],
        "alternateId": order["alternateId"],
        "orderDate": order["creationDate"],
        "referenceId": str(uuid.uuid5(uuid.NAMESPACE_URL, basis)),
        "reservationOrderId": "",
    }


def _bought(world: World, charge: Charge) -> Document:
    product_id, sku_id, availability_id = charge.line["catalogItemId"].split(":")
    title = TITLES[product_id]
    sku = title.sku(sku_id)
    shown = shows_id(world, charge.order, line=charge.line)
    return {
        "productId": product_id,
        "skuId": sku_id,
        "availabilityId": availability_id,
        "productName": title.title,
        "skuName": sku.title if sku else "",
        "productQualifiers": [],
        "publisherName": "Microsoft Corporation",
        "publisherId": "",
        "subscriptionDescription": "",
        "subscriptionId": charge.line["subscriptionId"].lower() if shown else "",
        "subscriptionStartDate": f"{charge.at:%Y-%m-%d}T00:00:00Z",
        "subscriptionEndDate": NULL_DATE,
    }


def _charged(charge: Charge) -> Document:
    day = f"{charge.at:%Y-%m-%d}T00:00:00Z"
    return {
        "chargeType": charge.kind,
        "unitPrice": charge.unit_price,
        "effectiveUnitPrice": charge.unit_price,
        "unitType": "",
        "quantity": charge.quantity,
        "subtotal": charge.subtotal,
        "taxTotal": Decimal(0),
        "totalForCustomer": charge.subtotal,
        "currency": charge.currency,
        "chargeStartDate": day,
        "chargeEndDate": day,
        "termAndBillingCycle": "One-Time",
        "pricingCurrency": charge.currency,
        "pcToBCExchangeRate": Decimal(1),
        "pcToBCExchangeRateDate": f"{charge.at:%Y-%m}-01T00:00:00",
        "billableQuantity": charge.quantity,
    }


def _constant() -> Document:
    named = ("priceAdjustmentDescription", "discountDetails", "meterDescription")
    return dict.fromkeys((*named, "billingFrequency", "promotionId", "creditReasonCode"), "") | {
        "invoiceLineItemType": "billing_line_items",
        "billingProvider": "one_time",
        "attributes": {"objectType": "OneTimeInvoiceLineItem"},
    }


def _styled(line: Document, *, style: str) -> Document:
    """Lines with strings spell their charge in lower case, as the published ones do."""
    if style == "strings":
        texts = {name: _text(value) for name, value in line.items()}
        return texts | {"chargeType": line["chargeType"].lower()}
    return {
        name: float(value) if isinstance(value, Decimal) else value for name, value in line.items()
    }


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | int) else value
