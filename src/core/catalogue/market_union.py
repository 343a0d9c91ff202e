"""All countries' price sheets as one product knows them (S66, P5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from core.catalogue.markets import Amounts, CountryPrices, Markets, PriceKey
from core.catalogue.values import KnownChange, ProductCode

_Lists: TypeAlias = dict[PriceKey, Amounts]


class MarketUnion:
    """The union of the countries' sheets, of the countries in which each product is sold."""

    def __init__(
        self, sheets: Iterable[CountryPrices], places: Mapping[ProductCode, tuple[str, ...]]
    ) -> None:
        self._sold: dict[str, set[ProductCode]] = defaultdict(set)
        for code, countries in places.items():
            for country in countries:
                self._sold[country].add(code)
        self._sheets = {sheet.country: sheet for sheet in sheets}
        self._foreseen: dict[ProductCode, list[KnownChange]] = defaultdict(list)
        self._markets: dict[ProductCode, _Lists] = {code: {} for code in places}
        for sheet in self._sheets.values():
            self._add(sheet)

    def of(self, code: ProductCode) -> Markets:
        return self._markets[code]

    def changes(self, code: ProductCode, kept: Iterable[KnownChange]) -> tuple[KnownChange, ...]:
        """What the sheets foresee, and what was foreseen where there is none."""
        silent = (each for each in kept if each.country not in self._sheets)
        still_sold = (each for each in silent if code in self._sold[each.country])
        return tuple(sorted((*self._foreseen[code], *still_sold)))

    def keep(self, code: ProductCode, stored: Markets, unpriced: frozenset[str]) -> None:
        """Stored prices stay where the sheet failed, or where its row could not be read (D25)."""
        markets = self._markets[code]
        for key in stored.keys() - markets.keys():
            if self._is_open(code, key.country, unpriced):
                markets[key] = stored[key]

    def _add(self, sheet: CountryPrices) -> None:
        sold = self._sold[sheet.country]
        lists_of = {code: self._markets[code] for code in sold}.get
        for code, key, amounts in sheet.rows():
            lists = lists_of(code)
            if lists is not None:
                lists[key] = amounts
        for code in sold.intersection(sheet.changes):
            self._foreseen[code].append(KnownChange(sheet.country, sheet.changes[code]))

    def _is_open(self, code: ProductCode, country: str, unpriced: frozenset[str]) -> bool:
        if code not in self._sold[country]:
            return False
        sheet = self._sheets.get(country)
        return country in unpriced or (sheet is not None and sheet.leaves_open(code))
