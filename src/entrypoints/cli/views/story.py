"""An asset's history and attempts, told so that anybody can follow (B11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from application.history.entry import Change, HistoryEntry
from application.queries.asset_attempts import AttemptView
from entrypoints.cli.screen import exact_moment, moment, outcome, said, table

_TOLD = {
    "name": "name",
    "quantity": "quantity",
    "status": "status",
    "sync_state": "sync state",
    "cancellation_state": "cancellation",
    "cart_id": "cart",
    "perpetual_order_id": "perpetual order id",
    "perpetual_order_id_alias": "alias",
    "perpetual_id": "perpetual id",
    "catalog_id": "catalog id",
    "last_error": "error",
    "custom_fields": "custom fields",
}
"""What of a change is worth a line; the rest is in --json."""


def history(entries: Sequence[HistoryEntry]) -> RenderableType:
    return Group(*(told(entry) for entry in entries))


def told(entry: HistoryEntry) -> Text:
    told = Text.assemble(
        (exact_moment(entry.time), "dim"),
        f"  v{entry.version}  ",
        (_in_words(entry.kind), "bold"),
        f"  by {entry.actor} ({entry.channel})",
    )
    for change in _changes(entry.changes):
        told.append(f"\n    {change}")
    if entry.reason:
        told.append(f"\n    because: {entry.reason}", style="italic")
    return told


def _in_words(kind: str) -> str:
    """`asset.order-placed.v1` is `order placed`."""
    return kind.split(".")[1].replace("-", " ")


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        if change.field in _TOLD:
            before, after = _short(change.before), _short(change.after)
            if before != after:
                yield f"{_TOLD[change.field]}: {before} → {after}"


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        return said(", ".join(f"{name} {each}" for name, each in value.items()))
    return said(value)


def attempts(views: Sequence[AttemptView]) -> RenderableType:
    made = table("#", "Begun", "For", "Outcome", "Cart and order", ids=("#", "For"))
    for view in views:
        ids = filter(None, (view.cart_id, view.perpetual_order_id))
        made.add_row(
            str(view.number),
            moment(view.begun_at),
            view.purpose,
            Text.assemble(outcome(view.outcome), *(f"\n{each}" for each in _standing(view))),
            said("\n".join(ids)),
        )
    return made


def _standing(view: AttemptView) -> Iterator[str]:
    """Why, what is next, and how much was recorded."""
    if view.code:
        yield f"{view.code} {view.message}"
    if view.next_step:
        yield f"next: {view.next_step}"
    yield f"{view.exchanges} exchanges recorded"
