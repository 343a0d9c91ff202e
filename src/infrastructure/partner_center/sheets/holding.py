"""Which of a sheet's readable rows hold at a time, and when that is going to change (D2, D25)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import numpy as np

from core.catalogue.markets import CountryPrices
from core.catalogue.values import ProductCode
from infrastructure.partner_center.sheets.moments import NEVER, moment_of, time_at
from infrastructure.partner_center.sheets.readings import Numbers, Readings, Rows


def prices_at(readings: Readings, today: datetime) -> CountryPrices:
    """Of several rows in force for the same product and key the latest one holds.

    Rows that begin together with different prices are not chosen between: all of them go to
    quarantine.
    """
    now, rows = moment_of(today), readings.rows()
    in_force = np.flatnonzero((rows.since <= now) & (now < rows.until))
    held, disagreeing = _latest(_where(rows, in_force))
    for product, line in zip(disagreeing.product.tolist(), disagreeing.line.tolist(), strict=True):
        code = readings.products[product]
        readings.doubtful.add(code)
        readings.quarantine(line, f"another price of {code} since the same day")
    products, keys = readings.products, tuple(readings.keys)
    return CountryPrices(
        readings.country,
        codes=list(map(products.__getitem__, held.product.tolist())),
        keys=list(map(keys.__getitem__, held.key.tolist())),
        costs=held.cost.tolist(),
        erps=held.erp.tolist(),
        changes=_changes(products, _where(rows, np.flatnonzero(rows.since > now)), held),
        doubtful=frozenset(readings.doubtful),
        incomplete=readings.incomplete,
    )


def _where(rows: Rows, chosen: Numbers) -> Rows:
    return Rows(*(column.take(chosen) for column in rows))


def _latest(rows: Rows) -> tuple[Rows, Rows]:
    """By product and key one row of the latest start, and all those that disagree there."""
    place = rows.product * (rows.key.max(initial=0) + 1) + rows.key
    if (place[1:] > place[:-1]).all():
        return rows, _where(rows, np.flatnonzero([]))
    order = np.lexsort((rows.line, rows.since, place))
    rows, place = _where(rows, order), place[order]
    is_last = np.append(place[1:] != place[:-1], True)
    lasts, group = np.flatnonzero(is_last), np.cumsum(is_last) - is_last
    last = lasts[group]
    is_latest = rows.since == rows.since[last]
    differs = is_latest & ((rows.cost != rows.cost[last]) | (rows.erp != rows.erp[last]))
    disagrees = np.bincount(group, differs, len(lasts))[group] > 0
    chosen, refused = np.flatnonzero(is_last & ~disagrees), np.flatnonzero(is_latest & disagrees)
    return _where(rows, chosen), _where(rows, refused)


def _changes(products: list[ProductCode], coming: Rows, held: Rows) -> dict[ProductCode, datetime]:
    earliest = np.full(len(products), NEVER)
    np.minimum.at(earliest, coming.product, coming.since)
    np.minimum.at(earliest, held.product, held.until)
    changing = np.flatnonzero(earliest != NEVER)
    moments: Iterable[int] = earliest[changing].tolist()
    return {
        products[product]: time_at(moment)
        for product, moment in zip(changing.tolist(), moments, strict=True)
    }
