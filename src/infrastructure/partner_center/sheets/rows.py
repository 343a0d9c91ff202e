"""One row of a software price sheet: whether it concerns us, and its exact prices (D25)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from core.catalogue.markets import Amounts, PriceKey
from core.catalogue.values import ProductCode
from core.kernel.errors import Invalid
from core.money import currency
from core.qualification import Qualification
from infrastructure.partner_center.segments import SHEET_SEGMENT
from infrastructure.partner_center.sheets.moments import ALWAYS, NEVER, Unusable, moment_in
from infrastructure.partner_center.wire import folded

Cells = Mapping[str, str]
"""A row's texts by the folded names of their columns; a column that is not there is empty."""

NO_TERM = frozenset({"", "noterm", "none"})
ONE_PAYMENT = frozenset({"", "onetime", "none"})

_PRICE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_TIER = re.compile(r"[0-9]{1,9}")


class Foreign(Unusable):
    """The row is of another market or segment, so it is none of our products' rows."""


class Terms(NamedTuple):
    """Where a row holds, and when: from the moment `since`, and no longer at `until`."""

    key: PriceKey
    since: int
    until: int


def is_perpetual(cells: Cells) -> bool:
    """No term and one payment: neither a subscription nor a reservation."""
    term, plan = cells.get("termduration", ""), cells.get("billingplan", "")
    return folded(term) in NO_TERM and folded(plan) in ONE_PAYMENT


def require_market(cells: Cells, country: str) -> None:
    """
    Raises:
        Foreign: another market.
    """
    if cells["market"].strip().upper() != country.upper():
        raise Foreign(f"market {cells['market']!r} instead of {country}")


def qualification_of(segment: str) -> Qualification:
    """
    Raises:
        Foreign: an unknown segment.
    """
    qualification = SHEET_SEGMENT.get(segment.strip().casefold())
    if qualification is None:
        raise Foreign(f"unknown segment {segment!r}")
    return qualification


def code_of(product: str, sku: str, qualification: Qualification) -> ProductCode:
    """
    Raises:
        Unusable: an odd id.
    """
    try:
        return ProductCode.parse(f"{product.strip()}:{sku.strip()}:{qualification.segment_id}")
    except Invalid as refused:
        raise Unusable(refused.message) from refused


def terms_of(cells: Cells, country: str) -> Terms:
    """
    Raises:
        Unusable: another market, an unknown currency, or a date or tier that cannot be read.
    """
    require_market(cells, country)
    try:
        return Terms(
            PriceKey(country, currency(cells["currency"]), _from_quantity(cells)),
            since=moment_in(cells.get("effectivestartdate", ""), ALWAYS),
            until=moment_in(cells.get("effectiveenddate", ""), NEVER),
        )
    except Invalid as refused:
        raise Unusable(refused.message) from refused


def amounts_of(cells: Cells) -> Amounts:
    """The unit price is our cost, the ERP price the retail price (D28).

    Raises:
        Unusable: no exact price.
    """
    return Amounts(
        cost=exact_price(cells["unitprice"], "UnitPrice"),
        erp=exact_price(cells["erpprice"], "ERP Price"),
    )


def exact_price(text: str, column: str) -> int:
    """In millionths.

    Raises:
        Unusable: not plain digits, 12 at most, with at most six decimals; nothing is rounded.
    """
    if not _PRICE.fullmatch(text.strip()):
        raise Unusable(f"{column} {text!r} is no exact price" if text else f"{column} is missing")
    whole, _, fraction = text.strip().partition(".")
    return int(whole + fraction.ljust(6, "0"))


def _from_quantity(cells: Cells) -> int:
    text = cells.get("pricingtierrangemin", "")
    if text.strip() and not _TIER.fullmatch(text.strip()):
        raise Unusable(f"PricingTierRangeMin {text!r} is no whole number")
    return int(text.strip() or 0) or 1
