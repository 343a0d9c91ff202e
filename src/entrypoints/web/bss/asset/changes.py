"""What a step changed, field by field, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from application.history.entry import Change
from entrypoints.rendering import to_plain
from entrypoints.web.languages import Language

_CALLED: Final = {
    "sync_state": "provisioning",
    "cancellation_state": "cancellation",
    "perpetual_order_id": "Perpetual Order ID",
    "perpetual_order_id_alias": "Perpetual Order ID Alias",
    "perpetual_id": "Perpetual ID",
    "perpetual_license_sku": "Perpetual License SKU",
    "catalog_id": "Catalog ID",
    "vendor_ordered_at": "bought at Microsoft",
    "tenant_id": "Microsoft customer",
}


@dataclass(frozen=True)
class ShownChange:
    """One value before and after, written out; None where there was none."""

    field: str
    before: str | None
    after: str | None


def shown_changes(changes: Iterable[Change], spoken: Language) -> tuple[ShownChange, ...]:
    """Records within the record are told by those of their fields that differ."""
    return tuple(
        ShownChange(name, _text(before, spoken), _text(after, spoken))
        for change in changes
        for name, before, after in _flat(_called(change.field), change.before, change.after)
    )


def _flat(name: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    before, after = _members(before), _members(after)
    if not isinstance(before, Mapping) and not isinstance(after, Mapping):
        yield name, before, after
        return
    then, now = (each if isinstance(each, Mapping) else {} for each in (before, after))
    for key in {**then, **now}:
        if then.get(key) != now.get(key):
            yield f"{name}: {_called(key)}", then.get(key), now.get(key)


def _members(value: Any) -> Any:
    """A record as its fields."""
    return to_plain(value) if hasattr(value, "__dataclass_fields__") else value


def _called(field: str) -> str:
    called = _CALLED.get(field, field.replace("_", " "))
    return called[:1].upper() + called[1:]


def _text(value: Any, spoken: Language) -> str | None:
    if value is None or value in ((), "", frozenset()):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return spoken.moment(value)
    if isinstance(value, int | Decimal):
        return spoken.number(value)
    if isinstance(value, list | tuple | frozenset):
        return ", ".join(str(to_plain(each)) for each in value)
    return str(value)
