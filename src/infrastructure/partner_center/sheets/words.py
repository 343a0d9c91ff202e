"""Texts of neighbouring columns as machine words, to compare many rows at once (P5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from infrastructure.partner_center.sheets.tables import Flags, Positions, Table

Words = NDArray[np.uint64]
"""A row of words for each place in the texts, a column for each row of the sheet."""

WORD = 8
SEPARATOR = len('","')


class Span(NamedTuple):
    """Columns `first` to `last`, and how many bytes their texts have at most in a plain row."""

    first: int
    last: int
    bytes: int


def spans(names: Sequence[str], widths: Mapping[str, int]) -> list[Span]:
    """The wanted columns that are there; neighbours are read together."""
    found: list[Span] = []
    for column, name in enumerate(names):
        if name not in widths:
            continue
        if found and found[-1].last == column - 1:
            before = found.pop()
            found.append(Span(before.first, column, before.bytes + SEPARATOR + widths[name]))
        else:
            found.append(Span(column, column, widths[name]))
    return found


def texts(table: Table, starts: Positions, width: int) -> NDArray[np.void]:
    """The bytes at each start and whatever follows them."""
    places = len(table.buffer) - width + 1
    return np.ndarray((places,), f"V{width}", table.buffer, strides=(1,))[starts]


def words(table: Table, wanted: Iterable[Span]) -> tuple[Words, Flags]:
    """The spans' texts one behind the other, each with its length, and whether a row's fit."""
    found: list[Words] = []
    fit = np.ones(len(table), bool)
    for first, last, most in wanted:
        width = -(-most // WORD) * WORD
        starts, lengths = table.bounds(first, last)
        fit &= lengths <= most
        read = texts(table, starts, width).view(np.uint64).reshape(len(table), -1)
        found += [
            (read & _masks(width).take(lengths, axis=0, mode="clip")).T,
            lengths[None].view(np.uint64),
        ]
    return np.concatenate(found, axis=0), fit


def runs(rows: Words) -> tuple[Positions, Positions]:
    """Where rows begin that are like the one before, and row by row the number of its run."""
    begins = np.append(True, differ(rows[:, 1:], rows[:, :-1]))
    return np.flatnonzero(begins), np.cumsum(begins) - 1


def differ(rows: Words, others: Words) -> Flags:
    """Which rows are unlike those beside them, or unlike a single one."""
    found = np.zeros(rows.shape[1], bool)
    for row, other in zip(rows, others, strict=True):
        found |= row != other
    return found


@lru_cache
def _masks(width: int) -> Words:
    """By a text's length, the words that keep its bytes and clear all others."""
    kept = np.arange(width) < np.arange(width + 1)[:, None]
    return np.where(kept, 0xFF, 0).astype(np.uint8).view(np.uint64)
