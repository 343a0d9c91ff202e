"""Pages of invoice lines, with the malformed next link that Microsoft sends (contract 2.3)."""

import base64
from typing import Any

from entrypoints.simulator.wire.answer import collection, link
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.paging import HEADER
from entrypoints.simulator.wire.refusal import refusal

LARGEST = 2000


def line_page(lines: list[dict[str, Any]], call: Call, *, name: str) -> dict[str, Any]:
    """The token stands in the body and in the next link's headers; the last page has neither."""
    size, start = _size(call), _start(call)
    uri = f"{name}/lineitems?provider=OneTime&nvoicelineitemtype=BillingLineItems&size={size}"
    page = collection(lines[start : start + size], uri)
    if start + size >= len(lines):
        return page
    token = base64.b64encode(f"{name}@{start + size}".encode()).decode()
    following = link(f"{uri}?seekOperation=Next")
    page["links"]["next"] = following | {"headers": [{"key": HEADER, "value": token}]}
    return {"continuationToken": token} | page


def _size(call: Call) -> int:
    asked = call.query.get("size", str(LARGEST))
    if not asked.isdecimal() or not 0 < int(asked) <= LARGEST:
        raise refusal("800002")
    return int(asked)


def _start(call: Call) -> int:
    """Both the operation and the token are needed to go on."""
    token = call.headers.get(HEADER.lower())
    if call.query.get("seekoperation", "").lower() != "next":
        return 0
    try:
        return int(base64.b64decode(token or "").decode().rpartition("@")[2])
    except ValueError:
        raise refusal("800002") from None
