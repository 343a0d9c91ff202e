"""Views that are made by the thousand, and changed by nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

V = TypeVar("V")


@dataclass_transform(frozen_default=True)
def quick(cls: type[V]) -> type[V]:
    """A frozen dataclass whose guard is the type checker: one at run time would make each field
    cost five times as much (P6)."""
    return dataclass(unsafe_hash=True)(cls)
