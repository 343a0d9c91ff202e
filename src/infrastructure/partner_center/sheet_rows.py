"""One row of a software price sheet: whether it concerns us today, and its exact price (D25)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from core.catalogue.markets import MarketPrice
from core.catalogue.values import ProductCode
from core.kernel.errors import Invalid
from core.money import currency
from infrastructure.partner_center.segments import SHEET_SEGMENT
from infrastructure.partner_center.wire import folded

Cells = Mapping[str, str]
"""A row's texts by the folded names of their columns; a column that is not there is empty."""

NO_TERM = frozenset({"", "noterm", "none"})
ONE_PAYMENT = frozenset({"", "onetime", "none"})
BEGINNING = datetime.min.replace(tzinfo=UTC)
END = datetime.max.replace(tzinfo=UTC)

_PRICE = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
_US_TIME = "%m/%d/%Y %I:%M:%S %p"


class Unusable(ValueError):
    """Why a row goes to quarantine."""


def is_perpetual(cells: Cells) -> bool:
    """No term and one payment: neither a subscription nor a reservation."""
    term, plan = cells.get("termduration", ""), cells.get("billingplan", "")
    return folded(term) in NO_TERM and folded(plan) in ONE_PAYMENT


def holds(cells: Cells, today: datetime) -> bool:
    """Whether the row is of the first pricing tier and in force at a UTC time.

    Raises:
        Unusable: a date or the tier cannot be read.
    """
    start, end = starts_at(cells), _time(cells.get("effectiveenddate", "")) or END
    return _is_first_tier(cells.get("pricingtierrangemin", "")) and start <= today < end


def starts_at(cells: Cells) -> datetime:
    return _time(cells.get("effectivestartdate", "")) or BEGINNING


def priced(cells: Cells, country: str) -> tuple[ProductCode, MarketPrice]:
    """The row's product with its unit price (cost) and its retail price (erp) (D28).

    Raises:
        Unusable: another market, an unknown segment or currency, an odd id, or no exact price.
    """
    if cells["market"].strip().upper() != country.upper():
        raise Unusable(f"market {cells['market']!r} instead of {country}")
    try:
        price = MarketPrice(
            country=country,
            currency=currency(cells["currency"]),
            cost=exact_price(cells["unitprice"], "UnitPrice"),
            erp=exact_price(cells["erpprice"], "ERP Price"),
        )
        return _code(cells), price
    except Invalid as refused:
        raise Unusable(refused.message) from refused


def exact_price(text: str, column: str) -> Decimal:
    """
    Raises:
        Unusable: not plain digits with at most six decimals; nothing is ever rounded.
    """
    if not _PRICE.fullmatch(text.strip()):
        raise Unusable(f"{column} {text!r} is no exact price" if text else f"{column} is missing")
    return Decimal(text.strip())


def _code(cells: Cells) -> ProductCode:
    qualification = SHEET_SEGMENT.get(cells["segment"].strip().casefold())
    if qualification is None:
        raise Unusable(f"unknown segment {cells['segment']!r}")
    product, sku = cells["productid"].strip(), cells["skuid"].strip()
    return ProductCode.parse(f"{product}:{sku}:{qualification.segment_id}")


def _is_first_tier(text: str) -> bool:
    try:
        return not text.strip() or Decimal(text.strip()) <= 1
    except InvalidOperation:
        raise Unusable(f"PricingTierRangeMin {text!r} is no number") from None


@lru_cache(maxsize=4096)
def _time(text: str) -> datetime | None:
    """ISO 8601 or `3/1/2018 12:00:00 AM`; no zone means UTC, empty or the year 1 means no bound."""
    text = text.strip()
    if not text:
        return None
    try:
        known = _us_time(text) if "/" in text else datetime.fromisoformat(text)
    except ValueError:
        raise Unusable(f"{text!r} is no date") from None
    if known.year == 1:
        return None
    return known if known.tzinfo else known.replace(tzinfo=UTC)


def _us_time(text: str) -> datetime:
    return datetime.strptime(text, _US_TIME).replace(tzinfo=UTC)
