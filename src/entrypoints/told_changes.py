"""What an event changed, in words that fit a line, wherever a history is read (B11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from application.history.entry import Change, HistoryEntry
from entrypoints.rendering import to_plain

_OF_AN_ASSET = frozenset(
    {
        "name",
        "quantity",
        "status",
        "sync_state",
        "cancellation_state",
        "cart_id",
        "perpetual_order_id",
        "perpetual_order_id_alias",
        "perpetual_id",
        "catalog_id",
        "last_error",
        "custom_fields",
    }
)
"""What of an asset's changes is worth a line."""
_CALLED = {
    "cancellation_state": "cancellation",
    "cart_id": "cart",
    "perpetual_order_id_alias": "alias",
    "last_error": "error",
}
_WIDEST = 200
_NOTHING = "–"


@dataclass(frozen=True)
class ToldChange:
    """`before` is None where the thing begins; `is_minor` is for those who want to know it all."""

    name: str
    before: str | None
    after: str
    is_minor: bool

    @property
    def replaces(self) -> bool:
        """Whether there was something before."""
        return self.before not in (None, _NOTHING)


def told_changes(entry: HistoryEntry) -> Iterator[ToldChange]:
    """Without those that read the same before and after."""
    is_new = entry.version == 1
    for each in entry.changes:
        before, after = in_words(to_plain(each.before)), in_words(to_plain(each.after))
        if before != after:
            name = _CALLED.get(each.field, each.field.replace("_", " "))
            yield ToldChange(name, None if is_new else before, after, _is_minor(entry, each))


def in_words(value: Any) -> str:
    """A plain value, however deep, cut where it is too long for anybody to read."""
    if isinstance(value, Mapping):
        told = (f"{name} {in_words(each)}" for name, each in value.items() if each is not None)
        return _cut(", ".join(told) or _NOTHING)
    if isinstance(value, list):
        between = ", " if all(isinstance(each, str) for each in value) else "; "
        return _cut(between.join(map(in_words, value)) or _NOTHING)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _NOTHING if value in (None, "") else str(value)


def _is_minor(entry: HistoryEntry, change: Change) -> bool:
    return entry.thing == "asset" and change.field not in _OF_AN_ASSET


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]} …"
