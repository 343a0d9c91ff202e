"""Reads a table's rows all at once; a row that is odd in any way is left to be read by itself (P5).

Texts that rows have in common are read once for all of them, by the same functions that read a
row by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from infrastructure.partner_center.sheets.amounts import millionths
from infrastructure.partner_center.sheets.moments import Unusable
from infrastructure.partner_center.sheets.readings import Numbers, Readings
from infrastructure.partner_center.sheets.rows import (
    Cells,
    is_perpetual,
    qualification_of,
    terms_of,
)
from infrastructure.partner_center.sheets.skus import IDS, RANK, skus_spelled
from infrastructure.partner_center.sheets.tables import Flags, Table
from infrastructure.partner_center.sheets.words import WORD, Words, differ, runs, spans, words

TERMS = {
    "termduration": 8,
    "billingplan": 16,
    "market": 8,
    "currency": 8,
    "pricingtierrangemin": 8,
    "effectivestartdate": 32,
    "effectiveenddate": 32,
}
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
        self._known_terms: dict[bytes, int] = {}
        self._terms_read: list[tuple[int, int, int]] = []

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
        spelled = _spelled(texts[:, firsts])
        unknown = set(spelled).difference(self._known_terms)
        for each in sorted(unknown, key=spelled.index):
            cells = self._cells(table, int(firsts[spelled.index(each)]))
            self._known_terms[each] = len(self._known_terms)
            self._terms_read.append(self._numbers(cells))
        known = np.array([*map(self._known_terms.__getitem__, spelled)])[number]
        return _Terms(*np.array(self._terms_read, np.int64).T.take(known, axis=1)), fit

    def _cells(self, table: Table, row: int) -> Cells:
        """Those of the terms."""
        return {
            name: table.raw(row, column).decode()
            for column, name in enumerate(self._names)
            if name in TERMS
        }

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
        skus = skus_spelled(np.ascontiguousarray(texts[:, firsts].T).tobytes())
        is_known = np.array([sku is not None for sku in skus])
        numbers = np.full(len(skus), ODD)
        numbers[is_known] = self._readings.skus(filter(None, skus))
        return numbers[number], fit

    def _ranks(self, table: Table) -> Numbers:
        """The places of the qualifications in RANK."""
        [column] = spans(self._names, SEGMENT)
        texts, unread = words(table, [column])
        ranks = np.full(len(table), ODD)
        for _ in range(MOST_SEGMENTS):
            if not unread.any():
                break
            row = int(unread.argmax())
            unlike = differ(texts, texts[:, row])
            np.copyto(ranks, _rank(table.raw(row, column.first)), where=~unlike)
            unread &= unlike
        return ranks


def _rank(segment: bytes) -> int:
    try:
        return RANK[qualification_of(segment.decode())]
    except Unusable:
        return ODD


def _spelled(texts: Words) -> list[bytes]:
    """Column by column the bytes of its words."""
    by_row = np.ascontiguousarray(texts.T)
    spelled: list[bytes] = by_row.view(f"V{len(texts) * WORD}").ravel().tolist()
    return spelled
