"""A parameter that a resource does not know is a mistake, not something to pass over."""

from __future__ import annotations

from functools import lru_cache

from fastapi import FastAPI
from starlette.requests import Request

from core.kernel.errors import Invalid
from entrypoints.http.openapi import API


def only_known_parameters(request: Request) -> None:
    """
    Raises:
        Invalid: the query has a parameter that the document of the API does not name.
    """
    path = f"{API}{request.scope['route'].path_format}"
    known = _known(request.app, path, request.method.lower())
    for name in request.query_params:
        if name not in known:
            raise Invalid(
                f"There is no parameter {name!r} here.",
                advice=f"There are {', '.join(known) or 'none'}.",
            )


@lru_cache(maxsize=512)
def _known(api: FastAPI, path: str, method: str) -> tuple[str, ...]:
    """As the API describes itself; parameters that many share stand apart in its document."""
    document = api.openapi()
    shared = document["components"]["parameters"]
    described = document["paths"][path][method].get("parameters", ())
    resolved = (shared.get(each.get("$ref", "").rpartition("/")[2], each) for each in described)
    return tuple(each["name"] for each in resolved if each["in"] == "query")
