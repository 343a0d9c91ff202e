"""What the next page tells once: that something was done, or what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from starlette.requests import Request

_KEPT = "flashes"
_MOST = 5
"""A cookie holds little."""

Kind = Literal["success", "info", "warning", "danger"]


@dataclass(frozen=True)
class Flash:
    kind: Kind
    words: str


def flash(request: Request, words: str, kind: Kind = "success") -> None:
    """Tell it on the next page that is shown."""
    kept = [*request.session.get(_KEPT, ()), asdict(Flash(kind, words))]
    request.session[_KEPT] = kept[-_MOST:]


def flashes_of(request: Request) -> tuple[Flash, ...]:
    """What is to be told; told once."""
    return tuple(Flash(**each) for each in request.session.pop(_KEPT, ()))
