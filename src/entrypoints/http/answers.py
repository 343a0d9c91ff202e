"""Answers in the JSON of SPEC section 6, and how the documentation shows them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from application.ports.rows import Page
from entrypoints.http.problems import MEDIA_TYPE as PROBLEM
from entrypoints.rendering import to_json

_JSON = "application/json"
_FIRST_REFUSAL = 400


def answer(content: Any, status: int = HTTPStatus.OK, *, version: int | None = None) -> Response:
    """The content as JSON; its version, given or its own, is the ETag when it has one."""
    tag = _etag(version or getattr(content, "version", None))
    return Response(to_json(content), status, tag, media_type=_JSON)


def answer_page(page: Page[Any], request: Request) -> Response:
    """A list, with a link to its next page when there is one."""
    response = answer(page)
    if page.next is not None:
        url = request.url.include_query_params(after=page.next)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return response


def answer_created(content: Any, request: Request, identity: UUID) -> Response:
    """What was created, and where it is found from now on."""
    response = answer(content, HTTPStatus.CREATED)
    response.headers["Location"] = f"{request.url.path}/{identity}"
    return response


def answer_again(status: int, body: bytes) -> Response:
    """An answer that was kept for a repeated request."""
    headers = {"Idempotency-Replayed": "true"} | _etag(_version_of(body))
    media_type = _JSON if status < _FIRST_REFUSAL else PROBLEM
    return Response(body, status, headers, media_type=media_type)


def shown(model: Any, description: str, *, status: int = HTTPStatus.OK) -> dict[int | str, Any]:
    """What an endpoint answers, for its documentation."""
    return {int(status): {"model": model, "description": description}}


class _Versioned(msgspec.Struct):
    version: int | None = None


def _version_of(body: bytes) -> int | None:
    return msgspec.json.decode(body, type=_Versioned).version


def _etag(version: int | None) -> dict[str, str]:
    return {} if version is None else {"ETag": f'"{version}"'}
