"""A request that a reader can paste into a shell."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from entrypoints.http.docs.schemas import Schema, name_of

_BY_FORMAT = {
    "uuid": "00000000-0000-7000-8000-000000000000",
    "date-time": "2026-01-31T12:00:00Z",
}
_BY_TYPE: dict[str, Any] = {"string": "…", "integer": 1, "number": 1, "boolean": True, "null": None}


def curl(
    base: str,
    path: str,
    method: str,
    body: Schema | None,
    known: Mapping[str, Any],
    asked: Mapping[str, Schema],
) -> str:
    """`known` are the document's schemas by name, `asked` those of the queries that are needed."""
    url = base + re.sub(r"{(\w+)}", lambda found: found[1].upper(), path)
    if asked:
        url += "?" + urlencode({name: example(schema, known) for name, schema in asked.items()})
    words = ["curl", *([] if method == "get" else ["-X", method.upper()]), url]
    if method != "get":
        words += ["-H", "Idempotency-Key: a-key-of-your-own"]
    if body is not None:
        content = json.dumps(example(body, known), ensure_ascii=False)
        words += ["-H", "Content-Type: application/json", "-d", content]
    return shlex.join(words)


def example(schema: Schema, known: Mapping[str, Any]) -> Any:
    """A value of the schema: its own example, or one made from its type."""
    if reference := schema.get("$ref"):
        return example(known[name_of(reference)], known)
    if "examples" in schema:
        return schema["examples"][0]
    for one_of in ("anyOf", "enum"):
        if choices := schema.get(one_of):
            return example(choices[0], known) if one_of == "anyOf" else choices[0]
    return _made(schema, known)


def _made(schema: Schema, known: Mapping[str, Any]) -> Any:
    kind = schema.get("type", "string")
    if kind == "array":
        return [example(schema.get("items", {}), known)]
    if kind == "object":
        properties = schema.get("properties", {})
        wanted = schema.get("required") or properties
        return {name: example(properties[name], known) for name in wanted}
    return _BY_FORMAT.get(schema.get("format", ""), _BY_TYPE[kind])
