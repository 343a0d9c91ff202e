"""What each control does, with a body that it takes."""

from typing import Any

FAULT = {"fault": "throttled", "method": "GET", "path": "*/orders", "count": 2, "retry_after": 3}
SKU = {"product_id": "DG7GMGF0DWM3", "sku_id": "0002"}
WITHDRAWN = SKU | {"countries": ["DE"], "segments": ["commercial"]}
PATCH = SKU | {"set": {"title": 42}, "remove": ["description"]}
PURCHASE = {"customer": "tenant id", **SKU, "segment": "commercial", "quantity": 2}
PURCHASE |= {"friendly_name": "optional", "seconds_ago": 0}
PRICE = {"sku": "DG7GMGF0DWM3:0002", "market": "DE", "segment": "commercial"}
PRICE |= {"unit_price": "412.50", "erp_price": "499.00"}
ROW = {"market": "DE", "columns": {"UnitPrice": "not a number"}}
CHARGED = {"order": "either id", "line": 0, "charge": "New", "set": {"billableQuantity": "3"}}
CHARGED |= {"copies": 1}
VETTED = {"qualification": "Education", "vetting_status": "Approved"}
NOTICE = {"event": "invoice-ready", "resource_uri": "http://…/v1/invoices/G202701004"}
ROOT = "/_simulator"
BODIES: dict[str, Any] = {
    "PATCH /settings": {"completion_seconds": 5},
    "POST /clock": {"advance_seconds": 3600},
    "POST /faults": FAULT,
    "POST /purchases": PURCHASE,
    "POST /orders/{order}/cancel": {"lines": [0]},
    "POST /invoice-lines": CHARGED,
    "POST /prices": PRICE,
    "POST /sheet-rows": ROW,
    "POST /withdrawals": WITHDRAWN,
    "POST /catalogue-patches": PATCH,
    "POST /customers/{customer}/qualifications": VETTED,
    "POST /notices": NOTICE,
}
MEANINGS = {
    "GET ": "this page",
    "GET /settings": "the standing behaviours as they are now",
    "PATCH /settings": "changes some of them; what is under way already keeps its times",
    "GET /clock": "the simulator's time and how far it is ahead of the machine's",
    "POST /clock": 'moves time by advance_seconds, or to a moment: {"now": "2027-01-31T12:00:00Z"}',
    "POST /faults": "orders a fault for the next calls that match; see faults and fault_options",
    "GET /faults": "the faults that still wait for their calls",
    "DELETE /faults": "takes all faults back",
    "POST /rotate": "every catalogItemId becomes another one; the old ones are no longer valid",
    "POST /purchases": "somebody buys in Microsoft's portal, behind our back",
    "GET /orders": "the truth about every order line, also what the API hides or delays",
    "POST /orders/{order}/cancel": "somebody cancels behind our back, at any time, by either id: "
    "these lines or, without a body, the whole order",
    "POST /invoice-lines": "Microsoft gets an order line's charges wrong: set replaces members, "
    "copies 0 leaves them out, 2 charges twice; charge: New, Cancel, or absent for both",
    "GET /invoice-lines": "what was ordered about charges",
    "DELETE /invoice-lines": "charges are right again",
    "GET /calls": "every API call, in the order served; a lost answer has no status",
    "DELETE /calls": "forgets the calls",
    "POST /prices": "moves a price in the sheets, and for new orders",
    "POST /sheet-rows": "adds a row to a market's sheet, with these columns over its first row's",
    "DELETE /sheet-rows": "takes the added rows back",
    "PUT /sheets/{market}": "any bytes, sent as the current sheet file as they are",
    "DELETE /sheets/{market}": "the market has its own sheet again",
    "POST /withdrawals": "a SKU goes off sale; no countries or no segments mean all of them",
    "GET /withdrawals": "what is off sale",
    "DELETE /withdrawals": "all is on sale again",
    "DELETE /withdrawals/{product}/{sku}": "this SKU is on sale again",
    "POST /catalogue-patches": "sets or removes members of a product's or a SKU's document",
    "GET /catalogue-patches": "what was changed about the catalogue",
    "DELETE /catalogue-patches": "the catalogue tells the truth again",
    "POST /customers/{customer}/qualifications": "vets a customer: Approved, InReview or Denied",
    "DELETE /customers/{customer}/qualifications": "takes all qualifications away",
    "POST /customers/{customer}/agreements": "the customer accepts the customer agreement",
    "DELETE /customers/{customer}/agreements": "the customer never accepted it",
    "POST /notices": "Microsoft tells the registered webhook about an event; orders have none",
    "GET /notices": "all notices with headers, body, attempts and outcome",
    "GET /notices/root": "the root certificate behind the notices' signatures, as PEM",
}


def controls() -> dict[str, Any]:
    """By method and path; body is an example, None where none is taken."""
    return {
        name.replace(" ", f" {ROOT}", 1): {"meaning": meaning, "body": BODIES.get(name)}
        for name, meaning in MEANINGS.items()
    }
