"""The page: every operation by tag, then the objects that they take and give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Template
from typing import Any

from entrypoints.http.docs.articles import Document, Operation, article
from entrypoints.http.docs.html import Html, element, joined, paragraphs, prose
from entrypoints.http.docs.schemas import anchor, fields, in_words
from entrypoints.http.docs.style import STYLE

_METHODS = ("get", "post", "patch")

_PAGE = Template(
    """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>$style</style>
</head>
<body>
<nav aria-label="Operations">$menu</nav>
<main>
<h1>$title</h1>
$introduction
$sections
<h2 id="schemas">Schemas</h2>
<p>A field marked * must be given in a request, and is always there in an answer.</p>
$schemas
</main>
</body>
</html>
"""
)


def page(document: Document, *, base: str) -> str:
    """The document as HTML; `base` is the address of this server, for the examples."""
    tags = document["tags"]
    by_tag = {tag["name"]: list(_of_tag(document, tag["name"])) for tag in tags}
    raw = element("p", element("a", "openapi.json", href="/openapi.json"), " is made for programs.")
    return _PAGE.substitute(
        title=joined((document["info"]["title"], " API")),
        style=STYLE,
        menu=joined(_menu(tag["name"], by_tag[tag["name"]]) for tag in tags),
        introduction=joined((paragraphs(document["info"]["description"]), raw)),
        sections=joined(_section(document, tag, by_tag[tag["name"]], base) for tag in tags),
        schemas=joined(
            _schema(*each) for each in sorted(document["components"]["schemas"].items())
        ),
    )


def _of_tag(document: Document, tag: str) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item and tag in item[method]["tags"]:
                yield path, method, item[method]


def _menu(tag: str, operations: list[Operation]) -> Html:
    links = (
        element("li", element("a", said["summary"], href=f"#{said['operationId']}"))
        for _, _, said in operations
    )
    return joined((element("strong", tag), element("ul", *links)))


def _section(
    document: Document, tag: Mapping[str, str], operations: list[Operation], base: str
) -> Html:
    articles = (article(document, operation, base) for operation in operations)
    return element(
        "section", element("h2", tag["name"]), element("p", prose(tag["description"])), *articles
    )


def _schema(name: str, schema: Mapping[str, Any]) -> Html:
    said = paragraphs(schema.get("description", ""))
    shown = fields(schema) if "properties" in schema else element("p", in_words(schema))
    return element("article", element("h3", name), said, shown, id=anchor(name))
