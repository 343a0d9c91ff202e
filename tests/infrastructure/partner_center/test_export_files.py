"""Files of an export: whole and within bounds, or no answer (B2)."""

import gzip
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest

from application.ports.microsoft.errors import VendorUnavailable
from infrastructure.partner_center import export_files
from tests.infrastructure.partner_center.bookkeeping import (
    Books,
    answering,
    exported,
    invoice,
    told,
)
from tests.infrastructure.partner_center.graph_answers import (
    manifest,
    packed,
)
from tests.infrastructure.partner_center.support import in_turn


def file_of(content: bytes, **response: Any) -> Books:
    return told(exports=lambda _: httpx.Response(200, content=iter([content]), **response))


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
    ids=["a row short", "cut off", "no gzip", "no JSON", "no number", "a comma", "XML"],
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
