"""The OpenAPI document: what all operations share is written once, and said in our words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from entrypoints.http.caller import PRINCIPAL, REASON
from entrypoints.http.envelope import CORRELATION_ID
from entrypoints.http.glossary import explain_fields
from entrypoints.http.problems import MEDIA_TYPE, Problem
from entrypoints.http.repeats import IDEMPOTENCY_KEY

API = "/api/v1"

TAGS = {
    "Organisation": "The distributor, and the currencies that it sells in.",
    "Instances": "Microsoft Partner Center tenants, each with its countries and active currencies.",
    "Accounts": "Resellers and customers, with the billing addresses that decide their prices.",
    "Exchange rates": "Rates for currencies in which Microsoft publishes no prices.",
    "Get Services Definition": "The sync of an instance's catalogue: preview, confirm, run.",
    "Definitions": "What the sync created: product type, asset custom fields, unit.",
    "Products": "The catalogue of the back office; one product per SKU and qualification.",
    "Orders": "Draft → quote → execute; execution creates one asset per line.",
    "Assets": "The billing records of purchased perpetual licences, and what is done with them.",
    "Invoices": "What is billed, once the licence exists.",
    "Buying": "Whether licences are bought; a restored or copied ledger waits for an operator.",
    "Reconciliations": "What Microsoft shows against the assets, and what is made of it.",
    "Audit": "Proofs from the ledger and against Microsoft's orders; signed heads, and the export.",
    "Projections": "The read models that lists and details are answered from.",
    "Storefront": "What resellers and customers see: their prices and licences, never the costs.",
    "Health": "For whatever watches the process.",
}

DESCRIPTION = """\
Perpetua sells, provisions, bills and audits Microsoft perpetual licences. A first licence takes \
these steps: found the organisation with its currencies, register an instance, choose its active \
currencies, preview and run Get Services Definition, open a customer's account, then draft, quote \
and execute an order.

Amounts are exact decimals as text with their ISO 4217 currency, net of tax; times are ISO 8601 in \
UTC. Lists answer `items` and `next`, the cursor of the page that follows. Refusals are problem \
documents (RFC 9457) whose `code` never changes its meaning."""

_ROWS = re.compile(r"\s*\((?:[SDBP]\d+(?:[,–\s]+|(?=\))))+\)")
"""References to rows of the specification, such as (S75, D18): they are for our own readers."""

_TEXT = {"type": "string"}
_HEADERS: dict[str, dict[str, Any]] = {
    PRINCIPAL: {
        "schema": _TEXT,
        "example": "auditor:eva",
        "description": "Act as somebody else: `ROLE:NAME` for operator, finance, auditor and "
        "engineer, `reseller:ACCOUNT_ID` or `customer:ACCOUNT_ID` for buyers. Without it, whoever "
        "runs the program is an operator.",
    },
    CORRELATION_ID: {
        "schema": _TEXT | {"format": "uuid"},
        "description": "Binds requests that belong together; kept with every event, and answered "
        "back. A new one unless given.",
    },
    REASON: {
        "schema": _TEXT,
        "description": "Why it is done, in a person's own words; kept with every event.",
    },
    IDEMPOTENCY_KEY: {
        "schema": _TEXT | {"maxLength": 200},
        "description": "Any text of yours. Repeated with the same request, it gives the first "
        "answer again (`Idempotency-Replayed: true`) and does nothing twice.",
    },
}
_FOR_READS = (PRINCIPAL, CORRELATION_ID)
_FOR_WRITES = (*_FOR_READS, REASON, IDEMPOTENCY_KEY)


def describe(api: FastAPI) -> dict[str, Any]:
    """The document, made once for each API."""
    if api.openapi_schema is None:
        document = get_openapi(
            title=api.title,
            version=api.version,
            description=api.description,
            routes=api.routes,
            tags=api.openapi_tags,
        )
        _share(document)
        api.openapi_schema = _without_rows(document)
    return api.openapi_schema


def _without_rows(said: Any) -> Any:
    """The same document; what it says is for those who use the API."""
    if isinstance(said, dict):
        return {key: _without_rows(value) for key, value in said.items()}
    if isinstance(said, list):
        return [_without_rows(each) for each in said]
    return _ROWS.sub("", said) if isinstance(said, str) else said


def _share(document: dict[str, Any]) -> None:
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = TypeAdapter(Problem).json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
    schemas |= problem.pop("$defs") | {"Problem": problem}
    explain_fields(schemas)
    components["parameters"] = {
        name: {"name": name, "in": "header", "required": False} | header
        for name, header in _HEADERS.items()
    }
    components["responses"] = {"Problem": _problem_response()}
    for path, method, operation in operations(document):
        if path.startswith(API):
            _share_with(operation, _FOR_READS if method == "get" else _FOR_WRITES)


def _share_with(operation: dict[str, Any], headers: tuple[str, ...]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path" and "description" not in parameter:
            thing = parameter["name"].removesuffix("_id")
            parameter["description"] = f"Id of the {thing}."
    references = [{"$ref": f"#/components/parameters/{name}"} for name in headers]
    operation.setdefault("parameters", []).extend(references)
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}


def _problem_response() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": "A refusal, with its code.", "content": {MEDIA_TYPE: {"schema": schema}}}


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation with its path and method, in the document's order."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation
