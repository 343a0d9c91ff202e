"""Answers as JSON, the same bytes for CLI and HTTP (SPEC section 6)."""

from __future__ import annotations

from typing import Any

import msgspec

_encoder = msgspec.json.Encoder(decimal_format="string", uuid_format="canonical")


def to_json(answer: Any) -> bytes:
    """snake_case, amounts as exact strings, times as ISO 8601 UTC ending in Z."""
    return _encoder.encode(answer)


def to_plain(answer: Any) -> Any:
    """The answer as dicts, lists, strings and numbers, equal to what `to_json` writes."""
    return msgspec.json.decode(to_json(answer))
