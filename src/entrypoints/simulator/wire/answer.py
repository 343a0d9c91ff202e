"""One HTTP answer before and after it is dressed as its host would send it."""

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from starlette.responses import Response

COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
JSON_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Either a document (sent as JSON) or raw content; neither means an empty body."""

    status: int = 200
    document: Any = None
    content: bytes = b""
    content_type: str = JSON_TYPE
    headers: Mapping[str, str] = field(default_factory=dict)
    bom: bool = False

    @property
    def done(self) -> bool:
        return self.status < 300

    @cached_property
    def body(self) -> bytes:
        return self.content if self.document is None else self._encoded()

    @property
    def all_headers(self) -> dict[str, str]:
        return dict(self.headers) | ({"content-type": self.content_type} if self.body else {})

    def response(self) -> Response:
        return Response(self.body, status_code=self.status, headers=self.all_headers)

    def _encoded(self) -> bytes:
        return (codecs.BOM_UTF8 if self.bom else b"") + COMPACT.encode(self.document).encode()


def throttled(seconds: int) -> Answer:
    """The gateway's own shape; it says twice how long to wait."""
    message = f"Rate limit is exceeded. Try again in {seconds} seconds."
    body = {"statusCode": 429, "message": message}
    return Answer(status=429, document=body, headers={"retry-after": str(seconds)})


def collection(items: list[dict[str, Any]], uri: str | None = None) -> dict[str, Any]:
    """Microsoft's envelope of a list; some resources come without links."""
    links = {"links": {"self": link(uri)}} if uri else {}
    return {
        "totalCount": len(items),
        "items": items,
        **links,
        "attributes": {"objectType": "Collection"},
    }


def link(uri: str, method: str = "GET") -> dict[str, Any]:
    return {"uri": uri, "method": method, "headers": []}
