"""What a reading asks for: its shape, for which a statement is made once, and its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from application.ports.rows import ANY_VALUE, Among, Containing, Other, Within

_SOME = "some value"
ESCAPE = "/"


def values_told(name: str, where: Mapping[str, Any]) -> dict[str, Any]:
    """What a statement of `conditions` is told, which may be made of other values.

    Raises:
        ValueError: None is among several values.
    """
    if any(isinstance(each, tuple) and None in each for each in where.values()):
        raise ValueError(f"{name}: None is not one of several values: {sorted(where)}")
    return {told: value for each in where.items() for told, value in _told(*each)}


def shape(where: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """The same for all readings that differ in values only: a statement is made once for each."""
    return tuple((name, _example(each)) for name, each in where.items())


def _example(wanted: Any) -> Any:
    if not _is_told(wanted):
        return wanted
    if isinstance(wanted, Within):
        return Within(*(end if end is None else _SOME for end in vars(wanted).values()))
    if isinstance(wanted, Other):
        return Other(_SOME)
    if isinstance(wanted, Among):
        return replace(wanted, value=_example(wanted.value))
    if isinstance(wanted, Containing):
        others = tuple((name, _example(each)) for name, each in wanted.or_else)
        return replace(wanted, text=_SOME, or_else=others)
    return (_SOME,) * _padded(wanted) if isinstance(wanted, tuple) else _SOME


def _padded(several: tuple[Any, ...]) -> int:
    """So many places of a statement for so many values: few lengths make few statements."""
    return 1 << (len(several) - 1).bit_length() if several else 0


def _is_told(wanted: Any) -> bool:
    return wanted is not None and wanted is not ANY_VALUE


def mark_told(values: Sequence[Any], *, name: str = "mark") -> dict[str, Any]:
    """What a statement of `beyond` or `up_to` is told."""
    return {f"{name}_{place}": value for place, value in enumerate(values)}


def _told(name: str, wanted: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(wanted, Within):
        yield from bounds(name, wanted)
    elif isinstance(wanted, Among):
        yield from _told(among(name), wanted.value)
    elif isinstance(wanted, Containing):
        yield part(name), wanted.text
        for other, each in wanted.or_else:
            yield from _told(other, each)
    elif isinstance(wanted, tuple):
        for place in range(_padded(wanted)):
            yield f"{name}_{place}", wanted[min(place, len(wanted) - 1)]
    elif _is_told(wanted):
        yield name, wanted.than if isinstance(wanted, Other) else wanted


def among(name: str) -> str:
    """The name under which a statement is told what an Among of the column looks for."""
    return f"{name}_among"


def part(name: str) -> str:
    """The name under which a statement is told what the column's text has in it."""
    return f"{name}_part"


def bounds(name: str, wanted: Within) -> Iterator[tuple[str, Any]]:
    """The bounds of a stretch, by the name under which a statement is told them."""
    for end, value in vars(wanted).items():
        if value is not None:
            yield f"{name}_{end}", value
