"""Prices of a table as whole millionths, all rows at once; exact or not at all (D25)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from infrastructure.partner_center.sheet_tables import Flags, Table
from infrastructure.partner_center.sheet_words import texts

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
    starts = table.starts.T[columns].ravel()
    lengths = table.ends.T[columns].ravel() - starts
    longest = int(min(lengths.max(), LONGEST))
    signs = texts(table, starts, WIDTH).view(np.uint8).reshape(-1, WIDTH)[:, :longest]
    signs = np.ascontiguousarray(signs.T) - ZERO
    inside = np.arange(longest)[:, None] < lengths
    digits, points = (signs < 10) & inside, (signs == POINT) & inside
    pointed = points.any(axis=0)
    wholes = np.where(pointed, points.argmax(axis=0), lengths) if longest else lengths
    decimals = lengths - wholes - pointed
    plain = digits.sum(axis=0) == lengths - pointed
    plain &= (wholes >= 1) & (wholes <= WHOLES) & (decimals >= pointed) & (decimals <= DECIMALS)
    amounts = _number(signs, digits) * _POWERS.take(DECIMALS - decimals, mode="clip")
    return amounts.reshape(len(columns), -1), plain.reshape(len(columns), -1).all(axis=0)


def _number(signs: NDArray[np.uint8], digits: Flags) -> NDArray[np.int64]:
    found = np.zeros(signs.shape[1], np.int64)
    for sign, is_digit in zip(signs, digits, strict=True):
        found = np.where(is_digit, found * 10 + sign, found)
    return found
