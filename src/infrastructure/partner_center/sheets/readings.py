"""What was read of a country's sheet so far, in numbers, and what could not be used (D25)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.catalogue.markets import PriceKey
from core.catalogue.values import ProductCode, QuarantinedRow
from infrastructure.partner_center.sheets.moments import Unusable
from infrastructure.partner_center.sheets.rows import (
    Cells,
    Foreign,
    amounts_of,
    code_of,
    is_perpetual,
    qualification_of,
    require_market,
    terms_of,
)
from infrastructure.partner_center.sheets.skus import RANK, Sku, sku_of

LISTED = 200
"""Unusable rows that are told one by one; the others are only counted."""

Numbers = NDArray[np.int64]


class Rows(NamedTuple):
    """Readable rows in columns: product and key by their numbers, moments, millionths, and line."""

    product: Numbers
    key: Numbers
    since: Numbers
    until: Numbers
    cost: Numbers
    erp: Numbers
    line: Numbers


class Readings:
    """Numbers products (one for each qualification of a SKU) and keys as they come."""

    def __init__(self, country: str) -> None:
        self.country = country
        self.products: list[ProductCode] = []
        self.keys: dict[PriceKey, int] = {}
        self.unusable: list[QuarantinedRow] = []
        self.quarantined = 0
        self.doubtful: set[ProductCode] = set()
        self.incomplete = False
        self.count = 0
        self._skus: dict[str, int] = {}
        self._read: list[NDArray[np.int64]] = []
        self._by_row: list[tuple[int, ...]] = []

    def skus(self, skus: Iterable[Sku]) -> list[int]:
        """The numbers of the SKUs' first products; the others follow in the order of RANK."""
        known, products, numbers = self._skus, self.products, []
        for name, codes in skus:
            number = known.setdefault(name, len(products))
            if number == len(products):
                products += codes
            numbers.append(number)
        return numbers

    def key(self, key: PriceKey) -> int:
        return self.keys.setdefault(key, len(self.keys))

    def add(self, rows: NDArray[np.int64]) -> None:
        """Columns in the order of Rows."""
        self._read.append(rows)

    def read(self, cells: Cells, line: int) -> None:
        """One row by itself; a perpetual licence's must be readable even when it is over."""
        if not is_perpetual(cells):
            return
        try:
            require_market(cells, self.country)
            qualification = qualification_of(cells["segment"])
            code = code_of(cells["productid"], cells["skuid"], qualification)
        except Unusable as unusable:
            self.incomplete |= not isinstance(unusable, Foreign)
            self.quarantine(line, str(unusable))
            return
        try:
            self._by_row.append(self._numbers(cells, code, line))
        except Unusable as unusable:
            self.doubtful.add(code)
            self.quarantine(line, str(unusable))

    def quarantine(self, line: int, reason: str) -> None:
        self.quarantined += 1
        self.unusable.append(QuarantinedRow(self.country, line, reason))
        if len(self.unusable) >= 2 * LISTED:
            self.unusable[:] = first_listed(self.unusable)

    def rows(self) -> Rows:
        by_row = np.array(self._by_row, np.int64).reshape(-1, len(Rows._fields)).T
        return Rows(*np.concatenate([*self._read, by_row], axis=1))

    def _numbers(self, cells: Cells, code: ProductCode, line: int) -> tuple[int, ...]:
        key, since, until = terms_of(cells, self.country)
        cost, erp = amounts_of(cells)
        [sku] = self.skus([sku_of(code.product, code.sku)])
        return sku + RANK[code.qualification], self.key(key), since, until, cost, erp, line


def first_listed(rows: Sequence[QuarantinedRow]) -> tuple[QuarantinedRow, ...]:
    return tuple(sorted(rows, key=lambda each: each.row)[:LISTED])
