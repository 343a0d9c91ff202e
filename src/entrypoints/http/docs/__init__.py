"""The documentation page: the OpenAPI document for people, without scripts or foreign files."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from entrypoints.http.docs.page import page
from entrypoints.http.docs.style import STYLE_HASH

router = APIRouter(include_in_schema=False)

_POLICY = (
    f"default-src 'none'; style-src '{STYLE_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@router.get("/docs")
def documentation(request: Request) -> HTMLResponse:
    """Made from the document that /openapi.json serves."""
    html = page(request.app.openapi(), base=str(request.base_url).rstrip("/"))
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})
