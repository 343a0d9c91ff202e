"""Two samples of every event, made from the types of its fields.

Their bytes are frozen in `stored_events.jsonl`: a value here is never changed.
"""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import NAMESPACE_OID, UUID, uuid5

import core
from core.kernel.event import Event, event_classes, fact_names

_ID = UUID("01953a10-0000-7000-8000-000000000007")
_TIME = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
_PLAIN: dict[Any, Any] = {
    bool: True,
    int: 3,
    Decimal: Decimal("412.50"),
    datetime: datetime(2026, 2, 28, 23, 59, 59, 120000, tzinfo=UTC),
}


def business_events() -> tuple[type[Event], ...]:
    """Every event of the core, those of rooms not built yet included."""
    for file in sorted(Path(core.__path__[0]).glob("*/events.py")):
        import_module(f"core.{file.parent.name}.events")
    return tuple(kind for kind in event_classes() if kind.__module__.startswith("core."))


def samples_of(kind: type[Event]) -> dict[str, Event]:
    """`full` has every field; `bare`, where it differs, has None wherever that is allowed."""
    full, bare = (
        kind(_ID, 2, _TIME, **_values(kind, fact_names(kind), is_bare=is_bare))
        for is_bare in (False, True)
    )
    return {"full": full} if bare == full else {"full": full, "bare": bare}


def _values(kind: type[Any], names: Iterable[str], *, is_bare: bool) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: _value(hints[name], name, is_bare=is_bare) for name in names}


def _value(hint: Any, name: str, *, is_bare: bool) -> Any:
    arguments = get_args(hint)
    if hint is str:
        return f"{name}: „Büro“ λ"
    if hint is UUID:
        return uuid5(NAMESPACE_OID, name)
    if isinstance(hint, type) and is_dataclass(hint):
        names = [field.name for field in fields(hint)]
        return hint(**_values(hint, names, is_bare=is_bare))
    if NoneType in arguments:
        return None if is_bare else _value(arguments[0], name, is_bare=is_bare)
    if get_origin(hint) is tuple:
        items = arguments[:1] * 2 if arguments[-1] is Ellipsis else arguments
        return tuple(_value(item, name, is_bare=is_bare) for item in items)
    return _PLAIN[hint]
