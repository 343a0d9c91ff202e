"""Microsoft's books, scripted: invoices page by page, their lines, and the Graph's exports."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import httpx

from application.ports.microsoft.books import InvoiceLine
from tests.infrastructure.partner_center.graph_answers import (
    BILLING,
    BLOBS,
    manifest,
    operation,
    packed,
    without_data,
)
from tests.infrastructure.partner_center.support import TODAY, Center, fault, listing

SINCE = TODAY - timedelta(days=90)
LINE: Mapping[str, Any] = {
    "customerId": "c-1",
    "orderId": "0a3624c6e47d",
    "orderDate": "2026-02-20T10:00:00Z",
    "productId": "DG7GMGF0DWM3",
    "skuId": "0002",
    "availabilityId": "DG7GMGF0DT1M",
    "chargeType": "New",
    "unitPrice": "600",
    "effectiveUnitPrice": "512.5",
    "quantity": "2",
    "billableQuantity": "2",
    "subtotal": 1025.0,
    "currency": "EUR",
    "pricingCurrency": "USD",
}
NO_GRAPH = fault(403, "Authorization_RequestDenied", "Insufficient privileges")


def invoice(id: str = "G1", **members: Any) -> dict[str, Any]:
    dated = (TODAY - timedelta(days=20)).isoformat()
    return {"id": id, "invoiceDate": dated, "currencyCode": "EUR", "totalCharges": 9, **members}


def line(**members: Any) -> dict[str, Any]:
    return {**LINE, **members}


def exported(**members: Any) -> dict[str, Any]:
    """The same line in the Graph's spelling."""
    return {name[0].upper() + name[1:]: value for name, value in line(**members).items()}


class Books:
    """`lines` are Partner Center's by invoice or period, `exports` the Graph's by what it is asked.

    `told` replaces the Graph's answer to an export, an operation, a manifest or a file.
    """

    def __init__(
        self,
        *invoices: dict[str, Any],
        lines: Mapping[str, list[dict[str, Any]]] | None = None,
        exports: Mapping[str, list[dict[str, Any]]] | None = None,
        told: Mapping[str, Callable[[httpx.Request], httpx.Response]] | None = None,
    ) -> None:
        self._invoices = invoices
        self._lines = lines or {}
        self._exports = exports and {_name(each): rows for each, rows in exports.items()}
        self._has_graph = exports is not None
        self._told = told or {}
        self.center = Center(script=self._answer)

    def read(self, *currencies: str) -> tuple[InvoiceLine, ...]:
        return self.center.vendor.invoice_lines(SINCE, currencies)

    @property
    def asked(self) -> list[str]:
        """Paths that were asked for, in order."""
        return [request.url.path for request in self.center.requests]

    def requests(self, part: str) -> list[httpx.Request]:
        return [each for each in self.center.requests if part in str(each.url)]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        for part, answer in self._told.items():
            if part in url.path:
                return answer(request)
        if url.host == "api.partnercenter.microsoft.com":
            return self._commerce(url)
        return self._graph(request)

    def _commerce(self, url: httpx.URL) -> httpx.Response:
        if url.path == "/v1/invoices":
            start = int(url.params["offset"])
            return listing(*self._invoices[start : start + 2])
        which = url.path.split("/")[3]
        if which == "unbilled":
            which = f"{url.params['currencycode']} {url.params['period']}"
        return listing(*self._lines.get(which, []))

    def _graph(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/export"):
            if not self._has_graph:
                return httpx.Response(403, content=NO_GRAPH.content)
            body = json.loads(request.content)
            asked = body.get("invoiceId") or f"{body['currencyCode']} {body['billingPeriod']}"
            return httpx.Response(202, headers={"Location": f"{BILLING}/operations/{_name(asked)}"})
        *_, folder, name = path.split("/")
        if folder == "operations":
            known = name in (self._exports or {})
            return httpx.Response(200, json=operation(name) if known else without_data())
        if folder == "manifests":
            return httpx.Response(200, json=manifest(rootDirectory=f"{BLOBS}/{name}"))
        return httpx.Response(200, content=iter([packed(*(self._exports or {})[folder])]))


def _name(document: str) -> str:
    return document.replace(" ", "-")


def told(**parts: Callable[[httpx.Request], httpx.Response]) -> Books:
    """A Graph that knows invoice G1, but for the parts that are answered otherwise."""
    answers = {f"/{name}/": answer for name, answer in parts.items()}
    return Books(invoice(currencyCode=""), exports={"G1": [exported()]}, told=answers)


def answering(**members: Any) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(200, json=members)
