"""One operation: its inputs, its answers, and a request to try."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from entrypoints.http.docs.examples import curl
from entrypoints.http.docs.html import Html, element, joined, paragraphs, prose, table
from entrypoints.http.docs.schemas import Schema, in_words, name_of, remarks

Document = Mapping[str, Any]
Operation = tuple[str, str, Mapping[str, Any]]
"""Path, method, and what the document says of them."""


def article(document: Document, operation: Operation, base: str) -> Html:
    path, method, said = operation
    body, schemas = _body(said), document["components"]["schemas"]
    return element(
        "article",
        element("h3", said["summary"]),
        element(
            "p",
            element("span", method.upper(), class_=f"method {method}"),
            " ",
            element("code", path),
        ),
        paragraphs(said.get("description", "")),
        _parameters(document, said),
        _labelled("Body", element("p", in_words(body))) if body else Html(),
        _responses(document, said),
        element("pre", curl(base, path, method, body, schemas, _needed_queries(said))),
        id=said["operationId"],
    )


def _body(said: Mapping[str, Any]) -> Mapping[str, Any] | None:
    content = said.get("requestBody", {}).get("content", {})
    schema: Mapping[str, Any] | None = content.get("application/json", {}).get("schema")
    return schema


def _needed_queries(said: Mapping[str, Any]) -> dict[str, Schema]:
    parameters = (each for each in said.get("parameters", ()) if each.get("required"))
    return {each["name"]: each["schema"] for each in parameters if each["in"] == "query"}


def _parameters(document: Document, said: Mapping[str, Any]) -> Html:
    parameters = [_resolved(document, "parameters", each) for each in said.get("parameters", ())]
    rows = (
        (
            element("code", each["name"]),
            each["in"],
            in_words(each["schema"]),
            joined((prose(each.get("description", "")), " ", remarks(_unsaid(each["schema"])))),
        )
        for each in parameters
    )
    return (
        _labelled("Parameters", table(("Name", "In", "Type", ""), rows)) if parameters else Html()
    )


def _responses(document: Document, said: Mapping[str, Any]) -> Html:
    rows = []
    for status, response in said["responses"].items():
        answer = _resolved(document, "responses", response)
        schemas = (content.get("schema", {}) for content in answer.get("content", {}).values())
        kinds = joined(in_words(schema) for schema in schemas)
        rows.append((element("code", status), kinds, prose(answer["description"])))
    return _labelled("Answers", table(("Status", "Type", ""), rows))


def _resolved(document: Document, kind: str, each: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in each:
        return each
    shared: Mapping[str, Any] = document["components"][kind][name_of(each["$ref"])]
    return shared


def _unsaid(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Without its description, which the parameter says already."""
    return {key: value for key, value in schema.items() if key != "description"}


def _labelled(label: str, content: Html) -> Html:
    return joined((element("h4", label), content))
