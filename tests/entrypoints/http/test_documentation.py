"""The OpenAPI document, and its page for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from entrypoints.http.docs.html import element
from entrypoints.http.glossary import MEANINGS
from tests.entrypoints.http.served import Api, Json

METHODS = {"get", "post", "patch"}


@pytest.fixture
def document(api: Api) -> Json:
    said: Json = api.http.get("/openapi.json").json()
    return said


def _operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in document["paths"].items():
        assert set(item) <= METHODS
        for method, operation in item.items():
            yield path, method, operation


def _references(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        if "$ref" in content:
            yield content["$ref"]
        for each in content.values():
            yield from _references(each)
    elif isinstance(content, list):
        for each in content:
            yield from _references(each)


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        for name, each in content.items():
            if isinstance(each, str) and name in ("description", "summary", "title"):
                yield each
            yield from _texts(each)
    elif isinstance(content, list):
        for each in content:
            yield from _texts(each)


def test_every_operation_explains_itself(document: Json) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    names = [operation["operationId"] for _, _, operation in _operations(document)]
    assert len(names) == len(set(names)) > 40
    for path, _, operation in _operations(document):
        assert operation["summary"], path
        assert operation["description"], path
        assert set(operation["tags"]) <= tags, path


def test_every_success_has_a_shape_and_every_refusal_is_a_problem(document: Json) -> None:
    for path, _, operation in _operations(document):
        answers = dict(operation["responses"])
        if path.startswith("/api/"):
            assert answers.pop("default") == {"$ref": "#/components/responses/Problem"}
        assert "422" not in answers
        for status, answer in answers.items():
            if not {"text/csv", "application/jsonl"} & set(answer["content"]):
                assert "$ref" in answer["content"]["application/json"]["schema"], (path, status)


def test_every_parameter_of_a_path_is_described(document: Json) -> None:
    for path, _, operation in _operations(document):
        inside = {
            each["name"] for each in operation.get("parameters", ()) if each.get("in") == "path"
        }
        assert inside == set(re.findall(r"{(\w+)}", path))


def test_every_reference_leads_somewhere(document: Json) -> None:
    for reference in set(_references(document)):
        place = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def test_every_input_is_described(document: Json) -> None:
    """S49."""
    schemas = document["components"]["schemas"]
    for path, _, operation in _operations(document):
        for each in operation.get("parameters", ()):
            assert "$ref" in each or each["description"], (path, each["name"])
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body is not None:
            shape = schemas[body["schema"]["$ref"].rpartition("/")[2]]
            for name, field in shape["properties"].items():
                assert field.get("description"), (path, name)


def test_every_field_of_an_answer_is_described(document: Json) -> None:
    schemas = document["components"]["schemas"].items()
    silent = [
        f"{name}.{field}"
        for name, schema in schemas
        for field, shape in schema.get("properties", {}).items()
        if not shape.get("description")
    ]
    assert silent == []


def test_every_meaning_is_of_a_field(document: Json) -> None:
    """The glossary keeps no word that nobody says."""
    schemas = document["components"]["schemas"].items()
    fields = {(name, field) for name, schema in schemas for field in schema.get("properties", {})}
    known = {f"{name}.{field}" for name, field in fields} | {field for _, field in fields}
    assert set(MEANINGS) <= known


def test_rows_of_the_specification_are_for_our_own_readers(api: Api, document: Json) -> None:
    row = re.compile(r"\b[SDBP]\d{1,2}\b")
    assert [said for said in _texts(document) if row.search(said)] == []
    assert not row.search(api.http.get("/docs").text)


def test_money_is_exact_text(document: Json) -> None:
    """D19."""
    money = document["components"]["schemas"]["Money"]["properties"]
    assert money["amount"]["type"] == money["currency"]["type"] == "string"


def test_active_currencies_explains_itself(document: Json) -> None:
    """S49."""
    field = document["components"]["schemas"]["InstanceChanges"]["properties"]["active_currencies"]
    assert field["title"] == "Active Currencies"
    assert "enabled currencies" in field["description"]
    assert "before the first Get Services Definition" in field["description"]


def test_the_page_tells_every_operation_and_loads_nothing(api: Api, document: Json) -> None:
    page = api.http.get("/docs")
    assert page.headers["Content-Type"].startswith("text/html")
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    for path, _, operation in _operations(document):
        assert f'id="{operation["operationId"]}"' in page.text
        assert f"<code>{path}</code>" in page.text
    assert set(re.findall(r"https?://[^/\s&<]+", page.text)) == {str(api.http.base_url)}
    assert not re.search(r"<(script|link|img|iframe|object|form)\b", page.text)
    assert not re.search(r"\son\w+=|\sstyle=|@import|url\(", page.text)


def test_every_link_of_the_page_leads_somewhere(api: Api) -> None:
    page = api.http.get("/docs").text
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors


def test_whatever_is_no_html_yet_is_escaped() -> None:
    assert element("p", "<b>", title='"') == '<p title="&quot;">&lt;b&gt;</p>'


def test_the_front_door_leads_to_the_documentation(api: Api) -> None:
    assert 'href="/docs"' in api.http.get("/").text


def test_a_request_of_the_page_asks_for_all_that_is_needed(api: Api) -> None:
    page = api.http.get("/docs").text
    assert "price-explanation?currency=EUR" in page
    assert "what-if?anchor=EUR&amp;currency=ILS&amp;units_per_anchor=4.10" in page
    assert "&quot;confirmed&quot;: &quot;DIGEST&quot;" in page
