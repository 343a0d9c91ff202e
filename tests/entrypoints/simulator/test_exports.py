"""Billing exports on Graph: accepted, running, done or failed, files behind a secret (B15, 8.4)."""

import gzip
import json
from typing import Any

import httpx
import pytest

from tests.entrypoints.simulator.invoiced import INVOICE, JANUARY, cancel, go_to, invoiced, lines_of
from tests.entrypoints.simulator.partner import COMMERCE, GRAPH, Document, Partner

ROOT = "/v1.0/reports/partners/billing"
NAMESPACED = "microsoft.graph.partners.billing.export"


def exported(
    partner: Partner, kind: str = "billed", name: str = "export", **asked: Any
) -> httpx.Response:
    body = {"invoiceId": INVOICE, "attributeSet": "full"} if kind == "billed" else {}
    return partner.call("POST", f"{ROOT}/reconciliation/{kind}/{name}", json=body | asked)


def operation(partner: Partner, accepted: httpx.Response) -> Document:
    shown: Document = partner.get(accepted.headers["location"])
    return shown


def manifest(partner: Partner, accepted: httpx.Response) -> Document:
    partner.wait(10)
    link = operation(partner, accepted)["resourceLocation@odata.navigationLink"]
    shown: Document = partner.get(link)
    return shown


def rows(partner: Partner, shown: Document) -> list[Document]:
    found: list[Document] = []
    for blob in shown["blobs"]:
        url = f"{shown['rootDirectory']}/{blob['name']}?{shown['sasToken']}"
        content = gzip.decompress(partner.http.get(url).content)
        found += [json.loads(line) for line in content.decode().splitlines()]
    return found


@pytest.mark.parametrize("name", ["export", NAMESPACED])
def test_an_export_runs_for_a_while_and_leads_to_its_lines(partner: Partner, name: str) -> None:
    partner.settings(invoice_style="numbers")
    (order,) = invoiced(partner, 2)
    accepted = exported(partner, name=name)
    assert (accepted.status_code, accepted.content) == (202, b"")
    running = partner.call("GET", accepted.headers["location"])
    assert (running.json()["status"], running.headers["retry-after"]) == ("running", "10")
    shown = manifest(partner, accepted)
    assert (shown["blobCount"], shown["sasToken"][0]) == (1, "s")
    (row,) = rows(partner, shown)
    assert (row["InvoiceNumber"], row["OrderId"]) == (INVOICE, order["alternateId"])
    assert (row["ChargeType"], row["BillableQuantity"]) == ("New", 2)
    assert row["Subtotal"] == row["Total"] == lines_of(partner)[0]["subtotal"]
    assert row["PCToBCExchangeRate"] == 1


def test_the_manifest_may_come_inline(partner: Partner) -> None:
    partner.settings(export_manifest="inline", export_seconds=0)
    invoiced(partner, 1)
    done = operation(partner, exported(partner))
    assert done["@odata.type"].endswith("exportSuccessOperation")
    assert len(rows(partner, done["resourceLocation"])) == 1


def test_many_lines_come_in_several_files(partner: Partner) -> None:
    partner.settings(export_blob_lines=2)
    invoiced(partner, 1, 2, 3)
    shown = manifest(partner, exported(partner))
    assert [blob["name"] for blob in shown["blobs"]] == ["part-00000.json.gz", "part-00001.json.gz"]
    assert [int(row["Quantity"]) for row in rows(partner, shown)] == [1, 2, 3]


def test_a_file_opens_only_with_its_signature(partner: Partner) -> None:
    invoiced(partner, 1)
    shown = manifest(partner, exported(partner))
    file = f"{shown['rootDirectory']}/{shown['blobs'][0]['name']}"
    assert partner.http.get(file).status_code == 403
    assert partner.http.get(f"{file}?{shown['sasToken']}x").status_code == 403
    missing = partner.http.get(f"{shown['rootDirectory']}/other?{shown['sasToken']}")
    assert (missing.status_code, missing.text[:7]) == (404, "<Error>")


def test_an_export_without_lines_fails_and_so_does_one_on_command(partner: Partner) -> None:
    invoiced(partner, 1)
    partner.settings(export_seconds=0)
    nothing = operation(partner, exported(partner, invoiceId="G000000001"))
    assert (nothing["status"], nothing["error"]["code"]) == ("failed", "5000")
    partner.fault("export_failed")
    assert operation(partner, exported(partner))["error"]["message"] == "No data available"
    assert operation(partner, exported(partner))["status"] == "succeeded"


def test_charges_without_an_invoice_are_exported_by_period(partner: Partner) -> None:
    go_to(partner, JANUARY)
    order = partner.buy()
    partner.wait(2)
    cancel(partner, order)
    asked = {"currencyCode": "EUR", "billingPeriod": "current", "attributeSet": "basic"}
    shown = manifest(partner, exported(partner, "unbilled", **asked))
    assert [row["ChargeType"].lower() for row in rows(partner, shown)] == ["new", "cancel"]
    last = exported(partner, "unbilled", **asked | {"billingPeriod": "last"})
    partner.wait(10)
    assert operation(partner, last)["status"] == "failed"


@pytest.mark.parametrize("asked", [{"attributeSet": "all"}, {"billingPeriod": "2027-01"}])
def test_a_wrong_export_is_refused_in_graphs_own_words(partner: Partner, asked: Document) -> None:
    refused = exported(partner, "unbilled", **{"currencyCode": "EUR"} | asked)
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "BadRequest")


def test_graph_wants_a_token_of_its_own_and_no_user(partner: Partner) -> None:
    invoiced(partner, 1)

    def status_with(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        path = f"{ROOT}/reconciliation/billed/export"
        return partner.call("POST", path, json={"invoiceId": INVOICE}, headers=headers).status_code

    assert status_with(partner.token(COMMERCE)) == 401
    assert status_with(partner.token(GRAPH, grant="client_credentials")) == 202
