"""How values inside events are written: exactly, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from infrastructure.database.ledger_times import text_of_time

Writer = Callable[[Any], Any]

_AS_THEY_ARE = (str, int, bool, UUID)


def record_writer(hints: Mapping[str, Any]) -> Callable[[Any], dict[str, Any]]:
    """What turns an object into a dict of these attributes, in this order.

    Raises:
        TypeError: a type has no exact written form.
    """
    writers = [(name, writer_of(hint)) for name, hint in hints.items()]

    def write(record: Any) -> dict[str, Any]:
        values = vars(record)
        return {name: writer(values[name]) if writer else values[name] for name, writer in writers}

    return write


def writer_of(hint: Any) -> Writer | None:
    """What turns a value of that type into one that msgspec writes; None where it is one already.

    Raises:
        TypeError: the type has no exact written form; floats have none.
    """
    if isinstance(hint, NewType):
        return writer_of(hint.__supertype__)
    if hint in _AS_THEY_ARE:
        return None
    if hint is Decimal:
        return finite
    if hint is datetime:
        return text_of_time
    if isinstance(hint, type) and is_dataclass(hint):
        return record_writer(field_hints(hint))
    return _writer_of_several(hint)


def _writer_of_several(hint: Any) -> Writer | None:
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType) and len(arguments) == 2 and NoneType in arguments:
        return _optional(*(argument for argument in arguments if argument is not NoneType))
    if get_origin(hint) is tuple and arguments:
        return _array(arguments[0]) if arguments[-1] is Ellipsis else _row(arguments)
    raise TypeError(f"{hint} has no exact form to be stored in")


def _optional(hint: Any) -> Writer | None:
    writer = writer_of(hint)
    return writer and (lambda value: None if value is None else writer(value))


def _array(hint: Any) -> Writer | None:
    writer = writer_of(hint)
    return writer and (lambda values: [writer(value) for value in values])


def _row(hints: tuple[Any, ...]) -> Writer | None:
    if any(writer_of(hint) for hint in hints):
        raise TypeError(f"a tuple of {hints} is stored as a dataclass instead")
    return None


def field_hints(record: Any) -> dict[str, Any]:
    """Types of the fields of a dataclass, in declared order."""
    hints = get_type_hints(record)
    return {field.name: hints[field.name] for field in fields(record)}


def finite(value: Decimal) -> Decimal:
    """The value itself, which msgspec writes digit by digit as a JSON string.

    Raises:
        ValueError: it is infinite or not a number.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    return value
