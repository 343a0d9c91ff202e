"""Pages of a collection; a token in a header leads to the next one (contract 2.3)."""

import base64
from typing import Any

from entrypoints.simulator.wire.answer import collection, link
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal

HEADER = "MS-ContinuationToken"


def page_of(items: list[dict[str, Any]], call: Call, *, size: int, uri: str) -> dict[str, Any]:
    """totalCount counts all pages; the last one has no next link."""
    start = _start(call)
    body = collection(items[start : start + size], uri)
    body["totalCount"] = len(items)
    if start + size < len(items):
        token = base64.urlsafe_b64encode(f"{start + size}".encode()).decode()
        header = {"key": HEADER, "value": token}
        body["links"]["next"] = link(_continued(uri)) | {"headers": [header]}
    return body


def _start(call: Call) -> int:
    token = call.headers.get(HEADER.lower())
    try:
        start = int(base64.urlsafe_b64decode(token)) if token else 0
    except ValueError:
        raise refusal("800002") from None
    if start < 0:
        raise refusal("800002")
    return start


def _continued(uri: str) -> str:
    if "seekoperation=next" in uri.lower():
        return uri
    return f"{uri}{'&' if '?' in uri else '?'}seekOperation=Next"
