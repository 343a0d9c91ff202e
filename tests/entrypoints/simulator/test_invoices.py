"""Microsoft charges what was bought and credits what was given back (B15, contract 8.1, 8.2)."""

from decimal import Decimal

import pytest

from tests.entrypoints.simulator.invoiced import (
    FEBRUARY,
    INVOICE,
    JANUARY,
    cancel,
    go_to,
    invoiced,
    lines_of,
)
from tests.entrypoints.simulator.partner import CONTOSO, FOURTH_COFFEE, Partner

ONE_TIME = {"provider": "OneTime", "invoicelineitemtype": "BillingLineItems"}


def test_an_invoice_is_issued_some_days_after_its_month(partner: Partner) -> None:
    go_to(partner, JANUARY)
    partner.buy(CONTOSO)
    partner.buy(FOURTH_COFFEE)
    go_to(partner, "2027-02-05T23:59:00Z")
    assert partner.get("/v1/invoices")["items"] == []
    go_to(partner, "2027-02-06T00:00:00Z")
    listed = partner.get("/v1/invoices")
    assert [each["currencyCode"] for each in listed["items"]] == ["EUR", "USD"]
    euros = listed["items"][0]
    assert (euros["id"], euros["invoiceType"]) == (INVOICE, "OneTime")
    assert euros["invoiceDate"] == "2027-02-06T00:00:00.0000000Z"
    assert euros["billingPeriodStartDate"][:10] == "2027-01-01"
    assert euros["billingPeriodEndDate"][:10] == "2027-01-31"
    assert euros["links"]["self"]["uri"] == f"/invoices/OneTime-{INVOICE}"


def test_invoices_are_paged_by_size_and_offset(partner: Partner) -> None:
    go_to(partner, JANUARY)
    partner.buy(CONTOSO)
    partner.buy(FOURTH_COFFEE)
    go_to(partner, FEBRUARY)
    page = partner.get("/v1/invoices", size="1", offset="1")
    assert (page["totalCount"], [each["currencyCode"] for each in page["items"]]) == (2, ["USD"])
    assert partner.call("GET", "/v1/invoices?size=x").status_code == 400


def test_an_invoice_totals_its_lines_and_is_found_by_either_id(partner: Partner) -> None:
    invoiced(partner, 1, 2)
    total = sum(Decimal(str(line["totalForCustomer"])) for line in lines_of(partner))
    for name in (INVOICE, f"OneTime-{INVOICE}"):
        invoice = partner.get(f"/v1/invoices/{name}")
        assert Decimal(str(invoice["totalCharges"])) == total
    (summary,) = partner.get("/v1/invoices/summaries")["items"]
    assert Decimal(str(summary["balanceAmount"])) == total
    assert summary["details"][0]["invoiceType"] == "OneTime"
    missing = partner.call("GET", "/v1/invoices/G000000001")
    assert missing.status_code == 404


@pytest.mark.parametrize("path", [f"/v1/invoices/{INVOICE}", "/v1/invoices/summaries"])
def test_an_application_alone_reads_lists_and_lines_but_no_single_invoice(
    partner: Partner, path: str
) -> None:
    invoiced(partner, 1)
    headers = {"Authorization": f"Bearer {partner.token(grant='client_credentials')}"}
    refused = partner.call("GET", path, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "900329")
    assert partner.call("GET", "/v1/invoices", headers=headers).status_code == 200
    lines = f"/v1/invoices/{INVOICE}/lineitems"
    assert partner.call("GET", lines, params=ONE_TIME, headers=headers).status_code == 200


def test_a_line_names_the_order_and_what_it_costs(partner: Partner) -> None:
    partner.settings(invoice_style="strings", invoice_order_id="long")
    (order,) = invoiced(partner, 3)
    (line,) = lines_of(partner)
    price = partner.order(order, include_price="true")["lineItems"][0]["pricing"]
    assert (line["orderId"], line["alternateId"]) == (order["id"], order["alternateId"])
    assert (line["customerId"], line["invoiceNumber"]) == (CONTOSO, INVOICE)
    catalog_item = f"{line['productId']}:{line['skuId']}:{line['availabilityId']}"
    assert catalog_item == order["lineItems"][0]["offerId"]
    assert (line["quantity"], line["billableQuantity"], line["chargeType"]) == ("3", "3", "new")
    assert float(line["unitPrice"]) == price["price"]
    assert float(line["subtotal"]) == price["extendedPrice"]


def test_numbers_come_as_strings_and_as_numbers_and_orders_by_either_id(partner: Partner) -> None:
    first, second = invoiced(partner, 1, 2)
    one, other = lines_of(partner)
    assert (one["orderId"], other["orderId"]) == (first["alternateId"], second["id"])
    assert (one["quantity"], other["quantity"]) == ("1", 2)
    assert isinstance(other["unitPrice"], float)
    assert (one["chargeType"], other["chargeType"]) == ("new", "New")


def test_a_cancelled_order_is_charged_and_credited(partner: Partner) -> None:
    """D30."""
    partner.settings(invoice_style="numbers")
    (order,) = invoiced(partner, 2)
    go_to(partner, "2027-02-10T00:00:00Z")
    cancel(partner, order)
    go_to(partner, "2027-03-10T00:00:00Z")
    (charged,) = lines_of(partner)
    (credited,) = lines_of(partner, "G202702004")
    assert (charged["chargeType"], credited["chargeType"]) == ("New", "Cancel")
    assert credited["billableQuantity"] == -2
    assert credited["subtotal"] == -charged["subtotal"]
    assert partner.get("/v1/invoices/G202702004")["totalCharges"] < 0


def test_an_order_that_was_never_fulfilled_costs_nothing(partner: Partner) -> None:
    partner.settings(orders_become="cancelled")
    invoiced(partner, 1)
    assert partner.get("/v1/invoices")["items"] == []


def test_lines_are_paged_by_a_token_behind_a_malformed_link(partner: Partner) -> None:
    invoiced(partner, 1, 2, 3)
    path = f"/v1/invoices/{INVOICE}/lineitems"
    first = partner.get(path, **ONE_TIME, size="2")
    following = first["links"]["next"]
    assert following["uri"].endswith("size=2?seekOperation=Next")
    assert following["headers"] == [
        {"key": "MS-ContinuationToken", "value": first["continuationToken"]}
    ]
    token = {"MS-ContinuationToken": first["continuationToken"]}
    asked = {**ONE_TIME, "size": "2", "seekOperation": "Next"}
    last = partner.call("GET", path, params=asked, headers=token).json()
    assert [len(page["items"]) for page in (first, last)] == [2, 1]
    assert "continuationToken" not in last
    assert "next" not in last["links"]
    assert partner.call("GET", path, params=asked).status_code == 400
    assert partner.call("GET", f"/v1{following['uri']}", headers=token).status_code == 400


def test_the_older_path_serves_the_same_lines(partner: Partner) -> None:
    invoiced(partner, 1)
    older = partner.get(f"/v1/invoices/{INVOICE}/lineitems/OneTime/BillingLineItems", size="5")
    assert older["items"] == lines_of(partner)
    assert lines_of(partner, provider="office") == []


def test_what_is_not_invoiced_yet_is_read_by_period(partner: Partner) -> None:
    go_to(partner, JANUARY)
    partner.buy(CONTOSO, quantity=1)
    go_to(partner, "2027-02-03T00:00:00Z")
    partner.buy(CONTOSO, quantity=2)
    partner.wait(2)

    def quantities(period: str, currency: str = "eur") -> list[int]:
        lines = lines_of(partner, "unbilled", period=period, currencycode=currency)
        assert all(line["invoiceNumber"] == "" for line in lines)
        return [int(line["quantity"]) for line in lines]

    assert (quantities("current"), quantities("previous")) == ([2], [1])
    assert quantities("current", "usd") == []
    go_to(partner, FEBRUARY)
    assert (quantities("current"), quantities("previous")) == ([2], [])
    assert partner.call("GET", "/v1/invoices/unbilled/lineitems").status_code == 400


def test_the_reseller_of_an_indirect_purchase_stands_on_the_line(partner: Partner) -> None:
    go_to(partner, JANUARY)
    partner.buy(participants=[{"key": "transaction_reseller", "value": "4649221"}])
    partner.buy()
    go_to(partner, FEBRUARY)
    assert [line["resellerMpnId"] for line in lines_of(partner)] == ["4649221", "0"]


def test_microsoft_can_get_lines_wrong_on_command(partner: Partner) -> None:
    first, second, third = invoiced(partner, 1, 2, 3)
    wrong = {"order": first["id"], "set": {"billableQuantity": "9"}}
    partner.control("POST", "/invoice-lines", wrong)
    partner.control("POST", "/invoice-lines", {"order": second["alternateId"], "copies": 0})
    partner.control("POST", "/invoice-lines", {"order": third["id"], "copies": 2, "charge": "New"})
    assert [int(line["billableQuantity"]) for line in lines_of(partner)] == [9, 3, 3]
    assert len(partner.control("GET", "/invoice-lines")["items"]) == 3
    assert partner.control("DELETE", "/invoice-lines") == {"removed": 3}
    assert [int(line["billableQuantity"]) for line in lines_of(partner)] == [1, 2, 3]
