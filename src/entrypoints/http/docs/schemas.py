"""JSON schemas in words: the type of a value, and the fields of an object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from entrypoints.http.docs.html import Html, element, joined, prose, table

Schema = Mapping[str, Any]

_LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
}


def name_of(reference: str) -> str:
    """The last part of a `$ref`."""
    return reference.rpartition("/")[2]


def anchor(name: str) -> str:
    return f"schema-{name}"


def in_words(schema: Schema) -> Html:
    """The type of a value, with links to the objects it is made of."""
    if reference := schema.get("$ref"):
        name = name_of(reference)
        return element("a", name, href=f"#{anchor(name)}")
    if choices := schema.get("anyOf"):
        return _between(" or ", (in_words(each) for each in choices))
    if values := schema.get("enum"):
        return _between(" | ", (element("code", str(each)) for each in values))
    return _plain(schema)


def _plain(schema: Schema) -> Html:
    kind = schema.get("type")
    if kind == "array":
        inner = [in_words(each) for each in _members(schema)]
        return joined(("list of ", _between(", ", iter(inner))))
    if kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return joined(("texts to ", in_words(schema["additionalProperties"])))
    return joined((schema.get("format") or kind or "anything",))


def _members(schema: Schema) -> list[Schema]:
    return list(schema.get("prefixItems", ())) or [schema.get("items", {})]


def _between(separator: str, parts: Iterator[Html]) -> Html:
    return Html(separator.join(parts))


def fields(schema: Schema) -> Html:
    """A table of an object's fields; those that must be given are marked."""
    required = schema.get("required", ())
    rows = (
        (
            joined((element("code", name), element("b", " *" if name in required else ""))),
            in_words(field),
            remarks(field),
        )
        for name, field in schema.get("properties", {}).items()
    )
    return table(("Field", "Type", ""), rows)


def remarks(schema: Schema) -> Html:
    """Description, limits and default of a value."""
    limits = [text.format(schema[key]) for key, text in _LIMITS.items() if key in schema]
    default = schema.get("default")
    if default is not None and default not in ((), [], {}):
        limits.append(f"default {json.dumps(default)}")
    said = prose(schema.get("description", ""))
    return joined((said, element("small", " " + ", ".join(limits)) if limits else ""))
