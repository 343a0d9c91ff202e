"""Exports of the Graph: waited for as asked, fetched without our token, within bounds (B2)."""

import gzip
import json
import logging
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest

from application.ports.vendor import VendorUnavailable
from infrastructure.partner_center import export_files
from tests.infrastructure.partner_center.bookkeeping import (
    BILLING,
    BLOBS,
    GRAPH,
    Books,
    exported,
    invoice,
    manifest,
    operation,
    packed,
)
from tests.infrastructure.partner_center.support import body_of, in_turn

RUNNING = httpx.Response(200, headers={"Retry-After": "30"}, json={"id": "G1", "status": "running"})


def told(**parts: Callable[[httpx.Request], httpx.Response]) -> Books:
    """A Graph that knows invoice G1, but for the parts that are answered otherwise."""
    answers = {f"/{name}/": answer for name, answer in parts.items()}
    return Books(invoice(currencyCode=""), exports={"G1": [exported()]}, told=answers)


def answering(**members: Any) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(200, json=members)


def file_of(content: bytes, **response: Any) -> Books:
    return told(exports=lambda _: httpx.Response(200, content=iter([content]), **response))


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
    assert str(file.url) == f"{BLOBS}/G1/part-0.json.gz?sv=2023&sig=SECRET"


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


@pytest.mark.parametrize(
    "content",
    [
        packed(exported(), exported()),
        packed(exported()) + gzip.compress(b"\n") + packed(exported()),
        gzip.compress(b"\xef\xbb\xbf" + json.dumps([exported(), exported()]).encode()),
        "\r\n".join([json.dumps(exported())] * 2 + [""]).encode(),
    ],
    ids=["rows", "several gzip members", "an array", "not packed"],
)
def test_b2_a_file_is_read_in_every_form_that_microsoft_names(content: bytes) -> None:
    assert len(file_of(content).read()) == 2


def test_b2_amounts_stay_exact() -> None:
    row = json.dumps(exported(subtotal="@", effectiveUnitPrice="#"))
    exact = row.replace('"@"', "12345678901234567.89").replace('"#"', "0.1000000000000000055")
    [line] = file_of(exact.encode()).read()
    assert line.subtotal == Decimal("12345678901234567.89")
    assert line.unit_price == Decimal("0.1000000000000000055")


@pytest.mark.parametrize(
    "content",
    [
        packed(exported(), {"OrderId": "without the rest"}),
        packed(exported())[:-9],
        b"\x1f\x8bno gzip",
        gzip.compress(b"{"),
        gzip.compress(b'{"Subtotal": NaN}'),
        packed(exported(subtotal="12,50")),
        b"<?xml version='1.0'?><Error/>",
    ],
)
def test_b2_a_file_that_cannot_be_read_whole_is_no_answer(content: bytes) -> None:
    with pytest.raises(VendorUnavailable, match="of no use"):
        file_of(content).read()


@pytest.mark.parametrize("bound", ["MOST_FETCHED", "MOST_UNPACKED"])
def test_b2_a_file_is_bounded_as_it_is_sent_and_as_it_unpacks(
    bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_files, bound, 100)
    with pytest.raises(VendorUnavailable, match="too large"):
        file_of(packed(exported())).read()


def test_b2_a_file_larger_than_the_bound_is_not_fetched_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(export_files, "MOST_FETCHED", 2500)
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            sent.append(1000)
            yield bytes(1000)

    with pytest.raises(VendorUnavailable, match="too large"):
        told(exports=lambda _: httpx.Response(200, content=endless())).read()
    assert len(sent) == 3


@pytest.mark.parametrize(
    "odd",
    [
        {"blobCount": 2},
        {"rootDirectory": "http://store.blob.example/exports"},
        {"rootDirectory": "file:///etc"},
        {"rootDirectory": "https://store.blob.example:port"},
        {"rootDirectory": ""},
        {"blobs": [{"name": ""}]},
    ],
)
def test_b2_an_odd_manifest_is_no_answer(odd: dict[str, Any]) -> None:
    books = told(manifests=answering(**manifest(**odd)))
    with pytest.raises(VendorUnavailable) as unavailable:
        books.read()
    assert "SECRET" not in str(unavailable.value)
    assert not books.requests("store.blob.example")


def test_b2_a_file_s_host_in_trouble_is_asked_again_within_bounds() -> None:
    busy = httpx.Response(503, headers={"Retry-After": "3"})
    files = in_turn(
        busy, httpx.ReadTimeout("slow"), httpx.Response(200, content=packed(exported()))
    )
    books = told(exports=files)
    assert len(books.read()) == 1
    assert books.center.clock.waits[0] == 3
    expired = told(exports=lambda _: httpx.Response(403, text="<Error>signature</Error>"))
    with pytest.raises(VendorUnavailable, match="403") as unavailable:
        expired.read()
    assert "SECRET" not in str(unavailable.value)


def test_b2_an_export_without_files_has_no_lines() -> None:
    empty = manifest(blobCount=0, blobs=[])
    books = Books(
        invoice(totalCharges=0),
        exports={"G1": []},
        told={"/manifests/": lambda _: httpx.Response(200, json=empty)},
    )
    assert books.read() == ()
