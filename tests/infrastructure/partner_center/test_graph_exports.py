"""Exports of the Graph: asked for, waited for, fetched without our token (B2)."""

import logging

import httpx
import pytest

from application.ports.microsoft.errors import VendorUnavailable
from tests.infrastructure.partner_center.bookkeeping import (
    Books,
    answering,
    exported,
    invoice,
    told,
)
from tests.infrastructure.partner_center.graph_answers import (
    BILLING,
    BLOBS,
    GRAPH,
    SAS,
    manifest,
    operation,
)
from tests.infrastructure.partner_center.support import body_of, in_turn

RUNNING = httpx.Response(200, headers={"Retry-After": "30"}, json={"id": "G1", "status": "running"})


def test_b2_an_export_is_asked_for_in_microsoft_s_words() -> None:
    books = Books(invoice(), exports={"G1": [exported()]})
    books.read()
    asked = [each for each in books.center.requests if each.url.path.endswith("/export")]
    billed, current, previous = asked
    assert str(billed.url) == f"{BILLING}/reconciliation/billed/export"
    assert body_of(billed) == {"invoiceId": "G1", "attributeSet": "full"}
    assert str(current.url) == f"{BILLING}/reconciliation/unbilled/export"
    unbilled = {"currencyCode": "EUR", "attributeSet": "full"}
    assert body_of(current) == {**unbilled, "billingPeriod": "current"}
    assert body_of(previous) == {**unbilled, "billingPeriod": "last"}


def test_b2_the_graph_has_a_token_of_its_own_and_the_files_host_sees_none() -> None:
    books = Books(invoice(), exports={"G1": [exported()]})
    books.read()
    by_host = {
        host: {each.headers.get("Authorization") for each in books.requests(host)}
        for host in ("api.partnercenter.microsoft.com", GRAPH, "store.blob.example")
    }
    commerce, graph, files = by_host.values()
    assert (commerce, graph, files) == ({"Bearer token-1"}, {"Bearer token-2"}, {None})
    [file] = books.requests("store.blob.example")
    assert str(file.url) == f"{BLOBS}/G1/part-0.json.gz?{SAS}"


def test_the_key_to_a_file_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "httpx"):
        Books(invoice(), exports={"G1": [exported()]}).read()
    assert "store.blob.example/exports/G1/part-0.json.gz" in caplog.text
    assert "SECRET" not in caplog.text


def test_b2_an_export_that_runs_is_looked_at_as_often_as_microsoft_asks() -> None:
    plain = httpx.Response(200, json={"status": "notStarted"})
    done = httpx.Response(200, json=operation("G1"))
    books = told(operations=in_turn(RUNNING, plain, RUNNING, done))
    assert len(books.read()) == 1
    assert books.center.clock.waits == [30, 10, 30]


def test_b2_all_exports_are_started_before_one_is_waited_for() -> None:
    exports = {"G1": [exported()], "G2": [exported()]}
    books = Books(invoice("G1"), invoice("G2"), exports=exports)
    books.read()
    kinds = [path.split("/")[5] for path in books.asked if "/billing/" in path]
    assert kinds[:5] == ["reconciliation"] * 4 + ["operations"]
    assert "reconciliation" not in kinds[4:]


def test_b2_an_export_that_never_ends_is_waited_for_a_quarter_of_an_hour() -> None:
    books = told(operations=in_turn(RUNNING))
    with pytest.raises(VendorUnavailable, match="not ready") as unavailable:
        books.read()
    assert sum(books.center.clock.waits) == 900
    assert unavailable.value.retry_after == 30


def test_b2_the_manifest_may_stand_inside_the_operation() -> None:
    inline = {"status": "Succeeded", "resourceLocation": manifest()}
    books = told(operations=answering(**inline))
    assert len(books.read()) == 1
    assert not books.requests("/manifests/")


def test_b2_a_failed_export_is_told_with_microsoft_s_words() -> None:
    failed = {"status": "failed", "error": {"code": "1001", "message": "Try later"}}
    with pytest.raises(VendorUnavailable, match="1001: Try later"):
        told(operations=answering(**failed)).read()


@pytest.mark.parametrize(
    "leads",
    [
        "https://evil.example/v1.0/operations/1",
        "http://graph.microsoft.com/x",
        "//evil.example",
        "",
    ],
)
def test_our_token_goes_to_the_graph_s_own_host_only(leads: str) -> None:
    away = {"Location": leads}
    books = Books(
        invoice(), exports={}, told={"/export": lambda _: httpx.Response(202, headers=away)}
    )
    with pytest.raises(VendorUnavailable, match="another host"):
        books.read()
    linked = {"status": "succeeded", "resourceLocation@odata.navigationLink": leads}
    with pytest.raises(VendorUnavailable, match="another host"):
        told(operations=answering(**linked)).read()
