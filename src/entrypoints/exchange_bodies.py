"""What was said to Microsoft, laid out for people to read (B6)."""

from __future__ import annotations

import json
from typing import Any

from application.ports.exchanges import MASK


def readable(body: str) -> str:
    """JSON in lines, with one mask for everything of which nothing is shown; else as it is."""
    try:
        return json.dumps(_shortened(json.loads(body)), indent=2, ensure_ascii=False)
    except ValueError:
        return body


def _shortened(read: Any) -> Any:
    if isinstance(read, list):
        return [_shortened(each) for each in read]
    if not isinstance(read, dict):
        return read
    members = {name: _shortened(value) for name, value in read.items()}
    seen = {name: value for name, value in members.items() if value != MASK}
    if members and not seen:
        return MASK
    return seen if len(seen) == len(members) else seen | {MASK: MASK}
