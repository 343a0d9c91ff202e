"""A part of something that is known as a whole, as lists show pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from application.ports.rows import Page

R = TypeVar("R")


def sliced(items: Sequence[R], after: int, *, most: int = 50) -> Page[R]:
    """The page behind so many; its cursor is a number."""
    end = after + most
    return Page(tuple(items[after:end]), str(end) if end < len(items) else None)
