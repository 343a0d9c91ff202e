"""Microsoft's own books: its customers, and its invoice lines in our words (B2)."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from application.ports.microsoft.books import InvoiceLine
from application.ports.microsoft.errors import VendorUnavailable
from tests.infrastructure.partner_center.bookkeeping import (
    Books,
    exported,
    invoice,
    line,
)
from tests.infrastructure.partner_center.support import Center, listing


def test_b2_customers_are_read_to_the_last_page_each_once() -> None:
    center = Center(
        listing({"id": "c-1"}, {"id": "c-2"}, continuationToken="more"),
        listing({"id": "c-2"}, {"id": "c-3"}),
    )
    assert center.vendor.customers() == ("c-1", "c-2", "c-3")
    assert center.requests[1].headers["MS-ContinuationToken"] == "more"
    assert dict(center.requests[1].url.params) == {"size": "500", "seekOperation": "Next"}


@pytest.mark.parametrize("second", [httpx.Response(503), httpx.Response(200, text="[]")])
def test_b2_customers_that_cannot_be_read_to_the_end_are_no_list(second: httpx.Response) -> None:
    with pytest.raises(VendorUnavailable):
        Center(listing({"id": "c-1"}, continuationToken="more"), second).vendor.customers()


def test_b2_an_invoice_line_is_told_in_our_words_and_exactly() -> None:
    books = Books(invoice(), lines={"G1": [line(alternateId="0a3624c6e47d")]})
    assert books.read() == (
        InvoiceLine(
            invoice="G1",
            tenant_id="c-1",
            order_id="0a3624c6e47d",
            alias="0a3624c6e47d",
            catalog_id="DG7GMGF0DWM3:0002:DG7GMGF0DT1M",
            charge="new",
            quantity=2,
            unit_price=Decimal("512.5"),
            pricing_currency="USD",
            subtotal=Decimal("1025.0"),
            currency="EUR",
            ordered_at=datetime(2026, 2, 20, 10, tzinfo=UTC),
            perpetual_id=None,
        ),
    )


def test_b2_the_graph_s_line_is_the_same_line() -> None:
    old = Books(invoice(), lines={"G1": [line()]}).read()
    new = Books(invoice(), exports={"G1": [exported()]})
    assert new.read() == old
    assert not new.requests("/lineitems?provider=onetime")


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"chargeType": "Refund", "quantity": -2, "billableQuantity": -2}, ("cancel", -2)),
        ({"chargeType": "Cancel"}, ("cancel", 2)),
        ({"chargeType": "Purchase", "billableQuantity": ""}, ("new", 2)),
        ({"chargeType": "customerCredit", "billableQuantity": 3}, ("customercredit", 3)),
    ],
)
def test_b2_the_billable_quantity_counts_and_a_charge_has_one_word(
    members: dict[str, Any], told: tuple[str, int]
) -> None:
    [found] = Books(invoice(), lines={"G1": [line(**members)]}).read()
    assert (found.charge, found.quantity) == told


def test_b2_usage_is_no_licence_and_an_id_of_zeros_is_none() -> None:
    usage = line(billableQuantity="0.0342", quantity="0.0342")
    [found] = Books(
        invoice(), lines={"G1": [usage, line(subscriptionId=f"{0:08}-0000-0000-0000-{0:012}")]}
    ).read()
    assert found.perpetual_id is None


@pytest.mark.parametrize(
    "odd", [{"subtotal": "much"}, {"subtotal": None}, {"currency": ""}, {"customerId": None}]
)
def test_b2_a_line_without_its_money_makes_the_books_unreadable(odd: dict[str, Any]) -> None:
    with pytest.raises(VendorUnavailable):
        Books(invoice(), lines={"G1": [line(**odd)]}).read()
    with pytest.raises(VendorUnavailable):
        Books(invoice(), exports={"G1": [exported(**odd)]}).read()
