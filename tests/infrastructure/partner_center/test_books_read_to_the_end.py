"""Invoice lines from the Graph or Partner Center, all of them or none, each once (B2)."""

from datetime import timedelta

import httpx
import pytest

from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from tests.infrastructure.partner_center.bookkeeping import (
    SINCE,
    Books,
    exported,
    invoice,
    line,
)
from tests.infrastructure.partner_center.support import fault, listing


def test_b2_invoices_are_paged_and_only_one_time_ones_since_the_day_are_read() -> None:
    early = (SINCE - timedelta(seconds=1)).isoformat()
    books = Books(
        invoice("G1"),
        invoice("G2", invoiceDate=early),
        invoice("D3", invoiceType="Recurring"),
        invoice("E4", invoiceType="one_time", invoiceDate=SINCE.isoformat()),
        invoice("G5", invoiceDate="0001-01-01T00:00:00", amendments=[invoice("G6")]),
        lines={f"{kind}{n}": [line(orderId=f"o-{n}")] for n in range(7) for kind in "DEG"},
    )
    assert {each.invoice for each in books.read()} == {"G1", "E4", "G5", "G6"}
    pages = [dict(each.url.params) for each in books.requests("/v1/invoices?")]
    assert [page["offset"] for page in pages] == ["0", "2", "4", "5"]


def test_b2_lines_are_asked_for_with_our_own_address_and_microsoft_s_token() -> None:
    published = {"uri": "/invoices/G1/lineitems?provider=OneTime&nvoicelineitemtype=x&size=2?seek"}
    headers = [{"key": "MS-ContinuationToken", "value": "t-1"}]
    pages = iter(
        [
            listing(line(), links={"next": {**published, "headers": headers}}),
            listing(line(orderId="o-2")),
        ]
    )
    books = Books(invoice(), told={"/invoices/G1/lineitems": lambda _: next(pages)})
    assert len(books.read()) == 2
    first, second = (each.url.params for each in books.requests("/invoices/G1/lineitems"))
    assert dict(first) == {
        "provider": "onetime",
        "invoicelineitemtype": "billinglineitems",
        "size": "2000",
    }
    assert dict(second) == {**dict(first), "seekOperation": "Next"}


def test_b2_unbilled_lines_are_read_for_every_currency_and_both_periods() -> None:
    lines = {
        "eur current": [line(orderId="o-1")],
        "usd previous": [line(orderId="o-2", currency="USD")],
    }
    books = Books(invoice(totalCharges=0), lines=lines)
    found = {(each.order_id, each.currency, each.invoice) for each in books.read("usd")}
    assert found == {("o-1", "EUR", None), ("o-2", "USD", None)}
    exports = {"EUR current": [exported()], "USD last": [exported(orderId="o-2")]}
    graph = Books(invoice(totalCharges=0), exports=exports)
    assert [each.order_id for each in graph.read("USD", "EUR")] == ["0a3624c6e47d", "o-2"]


def test_b2_a_line_that_was_billed_while_we_read_counts_once() -> None:
    twice = {"G1": [line()], "eur previous": [line(), line(orderId="o-2"), line(orderId="o-2")]}
    found = [(each.order_id, each.invoice) for each in Books(invoice(), lines=twice).read()]
    assert found == [("0a3624c6e47d", "G1"), ("o-2", None), ("o-2", None)]


def test_b2_a_graph_that_refuses_is_asked_once_and_partner_center_tells_the_lines() -> None:
    books = Books(invoice("G1"), invoice("G2"), lines={"G1": [line()], "G2": [line()]})
    assert [each.invoice for each in books.read()] == ["G1", "G2"]
    assert len(books.requests("/export")) == 1


def test_b2_credentials_that_are_not_for_the_graph_lead_to_partner_center_too() -> None:
    books = Books(invoice(), lines={"G1": [line()]})

    def token(request: httpx.Request) -> httpx.Response:
        if b"graph.microsoft.com" in request.content:
            return httpx.Response(400, json={"error": "invalid_grant", "error_description": "x"})
        return httpx.Response(200, json={"access_token": "a"})

    books.center.token_answer = token
    assert len(books.read()) == 1
    assert not books.requests("graph.microsoft.com")


def test_b2_an_invoice_that_the_graph_does_not_know_is_read_at_partner_center() -> None:
    books = Books(
        invoice("G1"),
        invoice("G2"),
        lines={"G1": [line()]},
        exports={"G2": [exported()]},
        told={"/billed/export": _known_but_g1},
    )
    assert [each.invoice for each in books.read()] == ["G1", "G2"]


def _known_but_g1(request: httpx.Request) -> httpx.Response:
    if b"G1" in request.content:
        return fault(404, "itemNotFound")
    return httpx.Response(202, headers={"Location": "/v1.0/reports/partners/billing/operations/G2"})


def test_b2_an_invoice_of_some_amount_without_lines_is_no_answer() -> None:
    """Partner Center's own lines are frozen: none of them proves nothing (contract 8.3)."""
    with pytest.raises(VendorUnavailable, match="PartnerBilling"):
        Books(invoice()).read()
    with pytest.raises(VendorUnavailable, match="PartnerBilling"):
        Books(invoice(), exports={}).read()
    assert Books(invoice(totalCharges=0)).read() == ()
    assert Books(invoice(totalCharges="0.00"), exports={}).read() == ()


def test_b2_an_empty_export_of_an_invoice_about_money_is_no_answer_either() -> None:
    assert len(Books(invoice(), lines={"G1": [line()]}, exports={"G1": []}).read()) == 1
    with pytest.raises(VendorUnavailable, match="PartnerBilling"):
        Books(invoice(), exports={"G1": []}).read()


def test_b2_a_refusal_of_both_is_told() -> None:
    refused = {"/lineitems": lambda _: fault(403, "900308", "No right to see bills")}
    with pytest.raises(VendorRefused, match="No right"):
        Books(invoice(), told=refused).read()


def test_b2_a_graph_in_trouble_is_no_reason_to_read_elsewhere() -> None:
    down = {"/export": lambda _: httpx.Response(503)}
    books = Books(invoice(), lines={"G1": [line()]}, told=down)
    with pytest.raises(VendorUnavailable):
        books.read()
    assert not books.requests("/lineitems")
