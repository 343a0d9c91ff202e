"""What can be bought: a SKU for a segment in a country, under an id that changes over time."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from entrypoints.simulator.catalogue.desktop_titles import DESKTOP_TITLES
from entrypoints.simulator.catalogue.markets import (
    GOVERNMENT_MARKETS,
    MARKETS,
    SEGMENTS,
    Market,
)
from entrypoints.simulator.catalogue.server_titles import SERVER_TITLES
from entrypoints.simulator.catalogue.titles import Sku, Title
from entrypoints.simulator.state.store import Store

TITLES = {title.id: title for title in SERVER_TITLES + DESKTOP_TITLES}
ALPHABET = "0123456789BCDFGHJKLMNPQRSTVWXYZ"
EPOCH = ("catalogue", "epoch")


@dataclass(frozen=True)
class Offer:
    title: Title
    sku: Sku
    segment: str
    market: Market

    @property
    def identity(self) -> str:
        """What stays the same while the catalogItemId rotates."""
        return f"{self.title.id}:{self.sku.id}:{self.segment}:{self.market.country}"


class Offers:
    def __init__(self, seed: int, store: Store) -> None:
        self._seed = seed
        self._store = store

    @property
    def epoch(self) -> int:
        stored = self._store.find(*EPOCH) or {"number": 0}
        return int(stored["number"])

    def rotate(self) -> int:
        """Every catalogItemId becomes another one; the old ones are no longer valid."""
        epoch = self.epoch + 1
        self._store.put(*EPOCH, body={"number": epoch})
        return epoch

    def availability_id(self, offer: Offer) -> str:
        basis = f"{self._seed}/{offer.identity}/{self.epoch}"
        digest = int.from_bytes(hashlib.sha256(basis.encode()).digest()[:8])
        letters = ""
        for _ in range(4):
            digest, index = divmod(digest, len(ALPHABET))
            letters += ALPHABET[index]
        return f"DG7GMGF0{letters}"

    def catalog_item_id(self, offer: Offer) -> str:
        return f"{offer.title.id}:{offer.sku.id}:{self.availability_id(offer)}"

    def resolve(self, catalog_item_id: str) -> Offer | None:
        """The offer behind a currently valid catalogItemId."""
        product_id, _, rest = catalog_item_id.partition(":")
        title = TITLES.get(product_id.upper())
        sku = title.sku(rest.partition(":")[0]) if title else None
        if title is None or sku is None:
            return None
        wanted = catalog_item_id.upper()
        offers = (offer for country in MARKETS for offer in sku_offers(title, sku, country=country))
        return next((found for found in offers if self.catalog_item_id(found) == wanted), None)


def sku_offers(
    title: Title, sku: Sku, *, country: str, segments: Collection[str] = SEGMENTS
) -> Iterator[Offer]:
    market = MARKETS.get(country.upper())
    if market is None or not sku.sold_in(market.country):
        return
    for segment in SEGMENTS:
        governed = segment != "government" or market.country in GOVERNMENT_MARKETS
        if segment in segments and governed and sku.sold_to(segment):
            yield Offer(title, sku, segment, market)


def offer_named(*, product_id: str, sku_id: str, segment: str, country: str) -> Offer | None:
    title = TITLES.get(product_id.upper())
    sku = title.sku(sku_id) if title else None
    if title is None or sku is None:
        return None
    return next(sku_offers(title, sku, country=country, segments=(segment,)), None)
