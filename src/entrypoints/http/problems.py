"""Refusals as RFC 9457 problem documents, each with a stable code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from entrypoints.rendering import to_json

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class InputError:
    """`field` is the path of the faulty input, such as `body.lines.0.quantity`."""

    field: str
    message: str


@dataclass(frozen=True)
class Problem:
    """What happened (`detail`) and what to do next (`advice`); programs compare `code`.

    `errors` lists every faulty input of an `invalid_input`; `correlation_id` finds the request in
    the history and in the logs. `details` is what one has to see to go on, such as the new preview
    of `catalogue_changed`; null where the words say it all.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    advice: str
    instance: str
    correlation_id: UUID
    errors: tuple[InputError, ...] = ()
    details: Any = None


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str,
    *,
    advice: str = "",
    errors: tuple[InputError, ...] = (),
    details: object = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer to a request that was refused."""
    document = Problem(
        type=f"urn:perpetua:problem:{code}",
        title=code.replace("_", " ").capitalize(),
        status=status,
        detail=detail,
        code=code,
        advice=advice,
        instance=request.url.path,
        correlation_id=request.state.correlation_id,
        errors=errors,
        details=details,
    )
    return Response(to_json(document), status, headers, media_type=MEDIA_TYPE)
