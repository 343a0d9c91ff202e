"""Microsoft's published invoices, invoice lines and exports (B2; contract 8)."""

import json
from decimal import ROUND_DOWN, Decimal
from typing import Any

import httpx
import pytest

from application.ports.microsoft.errors import VendorUnavailable
from infrastructure.partner_center.invoice_lines import InvoiceLinePayload
from infrastructure.partner_center.pages import Page
from infrastructure.partner_center.statements import InvoicePayload
from infrastructure.partner_center.wire import read
from tests.infrastructure.partner_center.bookkeeping import Books, exported, invoice
from tests.infrastructure.partner_center.graph_answers import BILLING, manifest
from tests.infrastructure.partner_center.samples import needs_samples, sample
from tests.infrastructure.partner_center.support import Center, body_of, in_turn, listing

pytestmark = needs_samples


def published(name: str) -> httpx.Response:
    return httpx.Response(200, content=sample(name))


def test_b2_the_published_invoice_is_a_one_time_invoice_with_its_money() -> None:
    found = read(InvoicePayload, sample("invoice_by_id.json"))
    assert (found.id, found.is_one_time, found.currency_code) == ("G000024135", True, "USD")
    assert found.total_charges == Decimal("2076.63")
    books = Books({**json.loads(sample("invoice_by_id.json")), "totalCharges": 0})
    assert books.read() == ()
    assert not books.requests("G000024135")  # is too old
    assert books.requests("currencycode=usd")


def test_b2_published_summaries_are_no_invoices() -> None:
    with pytest.raises(VendorUnavailable, match="unreadable"):
        Center(published("invoice_summaries.json")).vendor.invoice_lines(Books().center.clock.time)


def test_b2_the_published_lines_are_read_with_strings_and_numbers_alike() -> None:
    lines = in_turn(published("invoice_lineitems_onetime_page1.repaired.json"), listing())
    books = Books(invoice("G000773581"), told={"/G000773581/lineitems": lines})
    first, second, third = books.read()
    assert (first.alias, first.order_id) == ("94e858b6d855", "94e858b6d855")
    assert (second.unit_price, second.quantity) == (Decimal("14.4"), 50)
    assert (second.subtotal, third.unit_price) == (Decimal(720), Decimal(820))
    assert (third.order_id, third.quantity) == ("HJVtMZMkgQ2miuCiNv0RSr51zQDans0m1", 1)
    assert (third.charge, third.pricing_currency) == ("new", "USD")
    assert third.catalog_id == "DZH318Z0BXWC:0002:DZH318Z0BP8B"
    token = books.requests("/G000773581/lineitems")[1].headers["MS-ContinuationToken"]
    assert token.startswith("d19617b8-fbe5-4684-a5d8-0230972fb0cf,")


def test_b2_the_published_lines_obey_the_rule_of_money() -> None:
    """Subtotal = ROUNDDOWN(effective price × rate, 2) × billable quantity (contract 8.2).

    The third line is charged by its quantity: its billable one is 3.1618, as of a metered service.
    """
    name = "invoice_lineitems_onetime_page1.repaired.json"
    rates = [each["pcToBCExchangeRate"] for each in json.loads(sample(name))["items"]]
    for each, rate in zip(read(Page[InvoiceLinePayload], sample(name)).items, rates, strict=True):
        assert each.effective_unit_price is not None
        charged = each.effective_unit_price * Decimal(str(rate))
        rounded = charged.quantize(Decimal("0.01"), ROUND_DOWN)
        assert each.licences is not None
        assert rounded * each.licences == each.subtotal


def test_b2_published_lines_that_are_no_json_are_no_answer() -> None:
    broken = in_turn(published("invoice_lineitems_onetime_page1.json.txt"))
    with pytest.raises(VendorUnavailable, match="answer is unreadable"):
        Books(invoice(), told={"/G1/lineitems": broken}).read()


def test_b2_published_lines_of_another_provider_are_read_by_the_same_words() -> None:
    office = in_turn(published("invoice_lineitems_office.json"))
    found = Books(invoice(), told={"/G1/lineitems": office}).read()
    assert [(each.charge, each.quantity, each.catalog_id) for each in found] == [
        (each["chargeType"].casefold(), each["quantity"], "")
        for each in json.loads(sample("invoice_lineitems_office.json"))["items"]
    ]


def test_b2_the_published_export_is_asked_for_waited_for_and_followed() -> None:
    wanted: dict[str, Any] = json.loads(sample("graph_billed_export_request.json"))
    number = wanted["invoiceId"]
    ended = in_turn(
        published("graph_operation_running.json"), published("graph_operation_succeeded.json")
    )
    books = Books(
        invoice(number, currencyCode=""),
        exports={number: [exported()], "8fe347d7-1e0f-4bd6-9091-4672691f32db": [exported()]},
        told={"/operations/": ended},
    )
    [line] = books.read()
    assert line.invoice == number
    assert body_of(books.requests("/billed/export")[0]) == wanted
    assert books.center.clock.waits == [10]
    [followed] = books.requests("/manifests/")
    assert str(followed.url) == f"{BILLING}/manifests/8fe347d7-1e0f-4bd6-9091-4672691f32db"


def test_b2_an_export_may_hold_its_manifest_as_microsoft_s_sample_app_reads_it() -> None:
    ended = json.loads(sample("graph_operation_succeeded.json"))
    del ended["resourceLocation@odata.navigationLink"]
    inside = httpx.Response(200, json={**ended, "resourceLocation": manifest()})
    books = Books(
        invoice(currencyCode=""),
        exports={"G1": [exported()]},
        told={"/operations/": lambda _: inside},
    )
    assert len(books.read()) == 1
