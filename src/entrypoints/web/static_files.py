"""Styles and scripts: ours, and those of Tabler and htmx as their packages hold them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PREFIX = "/static"
FOLDER = Path(__file__).parent / "static"


_FOR_EVER = "public, max-age=31536000, immutable"


class KeptFiles(StaticFiles):
    """Browsers keep them: another content has another address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = _FOR_EVER
        return answer


@cache
def address_of(name: str) -> str:
    """The address of a file, which changes with its content: browsers may keep it for ever."""
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
    return f"{PREFIX}/{name}?v={digest}"
