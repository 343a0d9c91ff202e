"""The rows of the software price sheet of a market."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from entrypoints.simulator.catalogue.assortment import Offer
from entrypoints.simulator.catalogue.desktop_titles import TERM_SKUS
from entrypoints.simulator.catalogue.markets import SHEET_NAMES, Market
from entrypoints.simulator.catalogue.offers import Offers
from entrypoints.simulator.catalogue.texts import described
from entrypoints.simulator.catalogue.titles import TermSku
from entrypoints.simulator.prices.amounts import Price, Prices
from entrypoints.simulator.prices.tiers import tiers_of

COLUMNS = (
    "ProductTitle",
    "ProductId",
    "SkuId",
    "SkuTitle",
    "Publisher",
    "SkuDescription",
    "UnitOfMeasure",
    "TermDuration",
    "BillingPlan",
    "Market",
    "Currency",
    "UnitPrice",
    "PricingTierRangeMin",
    "PricingTierRangeMax",
    "EffectiveStartDate",
    "EffectiveEndDate",
    "Tags",
    "ERP Price",
    "Segment",
)
Row = dict[str, str]


class Period(NamedTuple):
    start: str
    end: str


FIRST, LAST = "T00:00:00.0000000Z", "T23:59:59.0000000Z"
RETIRED = Period(f"2023-01-01{FIRST}", f"2024-12-31{LAST}")
OPEN = Period(f"2025-01-01{FIRST}", f"9999-11-30{LAST}")
UNTIL_CHANGE = Period(OPEN.start, f"2098-12-31{LAST}")
CHANGED = Period(f"2099-01-01{FIRST}", f"9999-11-30{LAST}")
RETIRED_LEVEL, CHANGED_LEVEL = Decimal("0.9"), Decimal("1.06")
WITH_PAST = ("DG7GMGF0D5RK", "DG7GMGF0DWTL", "DG7GMGF0DWM3", "DG7GMGF0PWHF")
WITH_FUTURE = ("DG7GMGF0DWTL", "DG7GMGF0PN43", "DG7GMGF0PN5G")


class Sheet:
    """Current sheets also carry rows that are over and rows that have not begun."""

    def __init__(self, offers: Offers, prices: Prices, market: Market) -> None:
        self._offers = offers
        self._prices = prices
        self._market = market

    def rows(self, timeline: str) -> list[Row]:
        return list({"history": self._past, "future": self._future}.get(timeline, self._current)())

    def _current(self) -> Iterator[Row]:
        for offer in self._on_sale():
            if offer.title.id in WITH_PAST:
                yield from self._at(offer, RETIRED, level=RETIRED_LEVEL)
            changing = offer.title.id in WITH_FUTURE
            period = UNTIL_CHANGE if changing else OPEN
            yield from _perpetual(offer, self._prices.current(offer), period=period)
            if changing:
                yield from self._at(offer, CHANGED, level=CHANGED_LEVEL)
        for sku in TERM_SKUS:
            price = self._prices.of(sku.list_price, market=self._market, name=sku.title)
            yield _term(sku, price, market=self._market)

    def _past(self) -> Iterator[Row]:
        for offer in self._on_sale():
            yield from self._at(offer, RETIRED, level=RETIRED_LEVEL)

    def _future(self) -> Iterator[Row]:
        for offer in self._on_sale():
            if offer.title.id in WITH_FUTURE:
                yield from self._at(offer, CHANGED, level=CHANGED_LEVEL)

    def _at(self, offer: Offer, period: Period, *, level: Decimal) -> Iterator[Row]:
        return _perpetual(offer, self._prices.at(offer, level=level), period=period)

    def _on_sale(self) -> Iterator[Offer]:
        return self._offers.on_sale(self._market)


def _perpetual(offer: Offer, price: Price, *, period: Period) -> Iterator[Row]:
    """A row for each pricing tier."""
    for tier in tiers_of(offer.sku):
        tiered = price.in_tier(tier, offer.market.unit)
        yield _sold_once(offer, tiered, period=period) | {
            "PricingTierRangeMin": tier.first,
            "PricingTierRangeMax": tier.last,
        }


def _sold_once(offer: Offer, price: Price, *, period: Period) -> Row:
    return _priced(price, market=offer.market, period=period) | {
        "ProductTitle": offer.title.title,
        "ProductId": offer.title.id,
        "SkuId": offer.sku.id,
        "SkuTitle": offer.sku.title,
        "SkuDescription": f"{offer.sku.title}. {described(offer.title, 'en-US')}",
        "TermDuration": "NoTerm",
        "BillingPlan": "OneTime",
        "Segment": SHEET_NAMES[offer.segment],
    }


def _term(sku: TermSku, price: Price, *, market: Market) -> Row:
    return _priced(price, market=market, period=OPEN) | {
        "ProductTitle": sku.title,
        "ProductId": sku.product_id,
        "SkuId": sku.sku_id,
        "SkuTitle": sku.title,
        "SkuDescription": f"{sku.title}, subscription",
        "TermDuration": sku.term,
        "BillingPlan": "Annual" if sku.term == "P1Y" else "Triennial",
        "Segment": "Commercial",
    }


def _priced(price: Price, *, market: Market, period: Period) -> Row:
    return dict.fromkeys(COLUMNS, "") | {
        "Publisher": "Microsoft Corporation",
        "UnitOfMeasure": "1 License",
        "Market": market.country,
        "Currency": market.currency,
        "UnitPrice": str(price.unit_price),
        "EffectiveStartDate": period.start,
        "EffectiveEndDate": period.end,
        "Tags": "License",
        "ERP Price": str(price.erp_price),
    }
