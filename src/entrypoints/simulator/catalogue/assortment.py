"""Everything the stand-in Microsoft can sell, laid out once by country and segment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from entrypoints.simulator.catalogue.access_titles import ACCESS_TITLES
from entrypoints.simulator.catalogue.application_titles import APPLICATION_TITLES
from entrypoints.simulator.catalogue.desktop_titles import DESKTOP_TITLES
from entrypoints.simulator.catalogue.infrastructure_titles import INFRASTRUCTURE_TITLES
from entrypoints.simulator.catalogue.markets import GOVERNMENT_MARKETS, MARKETS, Market
from entrypoints.simulator.catalogue.server_titles import SERVER_TITLES
from entrypoints.simulator.catalogue.titles import Sku, Title

TITLES = {
    title.id: title
    for titles in (
        SERVER_TITLES,
        DESKTOP_TITLES,
        INFRASTRUCTURE_TITLES,
        ACCESS_TITLES,
        APPLICATION_TITLES,
    )
    for title in titles
}


@dataclass(frozen=True)
class Offer:
    """A SKU for a segment in a country."""

    title: Title
    sku: Sku
    segment: str
    market: Market

    @property
    def item(self) -> str:
        return f"{self.title.id}:{self.sku.id}"

    @property
    def identity(self) -> str:
        """What stays the same while the catalogItemId rotates."""
        return f"{self.item}:{self.segment}:{self.market.country}"


Shelf = Mapping[str, Mapping[str, Offer]]
"""Offers of one country and segment, by product id and SKU id."""


@cache
def full_shelf(market: Market, segment: str) -> Shelf:
    """With what is withdrawn at the moment, too."""
    if segment == "government" and market.country not in GOVERNMENT_MARKETS:
        return {}
    shelf = {title.id: _sold(title, market, segment=segment) for title in TITLES.values()}
    return {product_id: offers for product_id, offers in shelf.items() if offers}


def _sold(title: Title, market: Market, *, segment: str) -> dict[str, Offer]:
    return {
        sku.id: Offer(title, sku, segment, market)
        for sku in title.skus
        if sku.sold_in(market.country) and sku.sold_to(segment)
    }


def offer_named(*, product_id: str, sku_id: str, segment: str, country: str) -> Offer | None:
    market = MARKETS.get(country.upper())
    shelf = full_shelf(market, segment) if market else {}
    return shelf.get(product_id.upper(), {}).get(sku_id.upper())
