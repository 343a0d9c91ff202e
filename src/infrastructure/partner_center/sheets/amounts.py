"""Prices of a table as whole millionths, all rows at once; exact or not at all (D25)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from infrastructure.partner_center.sheets.tables import Flags, Table
from infrastructure.partner_center.sheets.words import texts

DECIMALS, WHOLES = 6, 12
LONGEST = WHOLES + 1 + DECIMALS
WIDTH = 24
ZERO = ord("0")
POINT = (ord(".") - ZERO) % 256

_POWERS = 10 ** np.arange(DECIMALS + 1)


def millionths(table: Table, columns: list[int]) -> tuple[NDArray[np.int64], Flags]:
    """By column the rows' amounts, and which rows are plain: digits, at most six decimals.

    The amounts of a row that is not plain have no meaning; it is read by itself.
    """
    starts, lengths = np.concatenate([table.bounds(each, each) for each in columns], axis=1)
    longest = int(min(lengths.max(), LONGEST))
    signs = texts(table, starts, WIDTH).view(np.uint8).reshape(-1, WIDTH)[:, :longest]
    signs = np.ascontiguousarray(signs.T) - ZERO
    inside = np.arange(longest)[:, None] < lengths
    digits, points = (signs < 10) & inside, (signs == POINT) & inside
    pointed = points.any(axis=0)
    wholes = np.where(pointed, _sum(points * np.arange(longest, dtype=np.uint8)[:, None]), lengths)
    decimals = lengths - wholes - pointed
    plain = _sum(digits) == lengths - pointed
    plain &= (wholes >= 1) & (wholes <= WHOLES) & (decimals >= pointed) & (decimals <= DECIMALS)
    amounts = _number(signs, digits) * _POWERS.take(DECIMALS - decimals, mode="clip")
    return amounts.reshape(len(columns), -1), plain.reshape(len(columns), -1).all(axis=0)


def _sum(places: NDArray[np.uint8] | Flags) -> NDArray[np.uint8]:
    sums: NDArray[np.uint8] = places.sum(axis=0, dtype=np.uint8)
    return sums


def _number(signs: NDArray[np.uint8], digits: Flags) -> NDArray[np.int64]:
    found = np.zeros(signs.shape[1], np.int64)
    for sign, is_digit in zip(signs, digits, strict=True):
        found = np.where(is_digit, found * 10 + sign, found)
    return found
