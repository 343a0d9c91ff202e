"""Reads a table's rows all at once; a row that is odd in any way is left to be read by itself (P5).

Texts that rows have in common are read once for all of them, by the same functions that read a
row by itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from infrastructure.partner_center.sheet_amounts import millionths
from infrastructure.partner_center.sheet_readings import RANK, Numbers, Readings, Sku, sku_of
from infrastructure.partner_center.sheet_rows import (
    Cells,
    Unusable,
    is_perpetual,
    qualification_of,
    terms_of,
)
from infrastructure.partner_center.sheet_tables import Flags, Table
from infrastructure.partner_center.sheet_words import WORD, Words, runs, spans, words

TERMS = {
    "termduration": 8,
    "billingplan": 16,
    "market": 8,
    "currency": 8,
    "pricingtierrangemin": 8,
    "effectivestartdate": 32,
    "effectiveenddate": 32,
}
IDS = {"productid": 20, "skuid": 8}
SEGMENT = {"segment": 16}
"""Columns with the bytes that their usual texts have at most; a row with longer ones is odd."""

ODD, NOT_OURS = -1, -2
"""Instead of a number."""

MOST_SEGMENTS = 8
"""Spellings of segments in a table that are read for all their rows."""


class _Terms(NamedTuple):
    """Row by row the number of the key, or why there is none, and the moments."""

    key: Numbers
    since: Numbers
    until: Numbers


class ColumnReader:
    def __init__(self, names: Sequence[str], readings: Readings) -> None:
        self._names = names
        self._readings = readings
        self._known_terms: dict[bytes, tuple[int, int, int]] = {}

    def read(self, table: Table, first_line: int) -> Iterable[int]:
        """Adds what it can to the readings, and tells the rows that it left out."""
        terms, terms_fit = self._terms(table)
        sku, ids_fit = self._skus(table)
        rank = self._ranks(table)
        prices = [self._names.index(name) for name in ("unitprice", "erpprice")]
        amounts, exact = millionths(table, prices)
        plain = terms_fit & ids_fit & exact & (terms.key >= 0) & (sku >= 0) & (rank >= 0)
        lines = np.arange(first_line, first_line + len(table))
        rows = np.stack([sku + rank, *terms, *amounts, lines])
        self._readings.add(rows if plain.all() else rows[:, plain])
        not_ours = terms_fit & (terms.key == NOT_OURS)
        return (int(row) for row in np.flatnonzero(~(plain | not_ours)))

    def _terms(self, table: Table) -> tuple[_Terms, Flags]:
        texts, fit = words(table, spans(self._names, TERMS))
        firsts, number = runs(texts)
        read = [
            self._known_terms.get(spelled) or self._terms_at(table, int(row), spelled)
            for row, spelled in zip(firsts, _spelled(texts[:, firsts]), strict=True)
        ]
        return _Terms(*np.array(read, np.int64).T[:, number]), fit

    def _terms_at(self, table: Table, row: int, spelled: bytes) -> tuple[int, int, int]:
        cells = {
            name: table.raw(row, column).decode()
            for column, name in enumerate(self._names)
            if name in TERMS
        }
        self._known_terms[spelled] = self._numbers(cells)
        return self._known_terms[spelled]

    def _numbers(self, cells: Cells) -> tuple[int, int, int]:
        if any('"' in text for text in cells.values()):
            return ODD, 0, 0
        if not is_perpetual(cells):
            return NOT_OURS, 0, 0
        try:
            terms = terms_of(cells, self._readings.country)
        except Unusable:
            return ODD, 0, 0
        return self._readings.key(terms.key), terms.since, terms.until

    def _skus(self, table: Table) -> tuple[Numbers, Flags]:
        apart = (spans(self._names, {name: width})[0] for name, width in IDS.items())
        texts, fit = words(table, apart)
        firsts, number = runs(texts)
        skus = map(_sku_spelled, _spelled(texts[:, firsts]))
        numbers = [self._readings.sku(sku) if sku else ODD for sku in skus]
        return np.array(numbers, np.int64)[number], fit

    def _ranks(self, table: Table) -> Numbers:
        """The places of the qualifications in RANK."""
        [column] = spans(self._names, SEGMENT)
        texts, unread = words(table, [column])
        ranks = np.full(len(table), ODD)
        for _ in range(MOST_SEGMENTS):
            if not unread.any():
                break
            row = int(unread.argmax())
            alike = (texts == texts[:, row, None]).all(axis=0)
            ranks[alike] = _rank(table.raw(row, column.first))
            unread &= ~alike
        return ranks


def _rank(segment: bytes) -> int:
    try:
        return RANK[qualification_of(segment.decode())]
    except Unusable:
        return ODD


def _spelled(texts: Words) -> Iterator[bytes]:
    """Column by column the bytes of its words."""
    content, size = texts.T.tobytes(), len(texts) * WORD
    return (content[start : start + size] for start in range(0, len(content), size))


@lru_cache(maxsize=2**16)
def _sku_spelled(spelled: bytes) -> Sku | None:
    """None when an id is odd; `spelled` is the words of the two ids, each with its length."""
    product, product_length, sku, sku_length = struct.unpack("=24sq8sq", spelled)
    try:
        return sku_of(product[:product_length].decode(), sku[:sku_length].decode())
    except (Unusable, UnicodeDecodeError):
        return None
