"""A partner whose January is over: what was bought in it stands on an invoice."""

from typing import Any

from tests.entrypoints.simulator.partner import CONTOSO, Document, Partner

JANUARY, FEBRUARY = "2027-01-15T12:00:00Z", "2027-02-15T12:00:00Z"
INVOICE = "G202701004"
"""January's in EUR."""


def go_to(partner: Partner, moment: str) -> None:
    partner.wait(0)
    partner.control("POST", "/clock", {"now": moment})


def invoiced(partner: Partner, *quantities: int) -> list[Document]:
    """Bought in January, seen in February; the orders."""
    go_to(partner, JANUARY)
    bought = [partner.buy(CONTOSO, quantity=quantity) for quantity in quantities]
    go_to(partner, FEBRUARY)
    return bought


def lines_of(partner: Partner, invoice: str = INVOICE, **query: Any) -> list[Document]:
    kind = {"provider": "onetime", "invoicelineitemtype": "billinglineitems"}
    items: list[Document] = partner.get(f"/v1/invoices/{invoice}/lineitems", **kind | query)[
        "items"
    ]
    return items


def cancel(partner: Partner, order: Document) -> None:
    path = f"/v1/customers/{CONTOSO}/orders/{order['id']}"
    answer = partner.call("PATCH", path, json={"id": order["id"], "status": "cancelled"})
    assert answer.status_code == 200, answer.text
