"""Counts as parts of one bar; each part that is not empty can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.queries.asset_totals import AssetTotalsView

WIDTH = 1000
_LEAST = 6
"""Narrower could not be seen."""


@dataclass(frozen=True)
class BarPart:
    """`x` and `width` are thousandths of the bar's width; `tone` is that of its state."""

    words: str
    count: int
    tone: str
    x: float
    width: float


def bar_of(totals: AssetTotalsView) -> tuple[BarPart, ...]:
    """Every state with its count, also those without any asset."""
    counted = (
        ("synchronized", totals.synchronized, "good"),
        ("in progress", totals.in_progress, "wait"),
        ("outcome unknown", totals.unknown, "doubt"),
        ("failed", totals.failed, "bad"),
        ("canceled", totals.canceled, "off"),
    )
    return tuple(_parts(counted))


def _parts(counted: tuple[tuple[str, int, str], ...]) -> Iterator[BarPart]:
    seen = [count for _, count, _ in counted if count]
    share = (WIDTH - _LEAST * len(seen)) / (sum(seen) or 1)
    x = 0.0
    for words, count, tone in counted:
        width = _LEAST + count * share if count else 0.0
        yield BarPart(words, count, tone, round(x, 2), round(width, 2))
        x += width
