"""What can be bought at the moment, under ids that change over time."""

from collections.abc import Collection, Iterator

from entrypoints.simulator.catalogue.assortment import TITLES, Offer, Shelf, full_shelf
from entrypoints.simulator.catalogue.item_ids import ItemIds, item_ids
from entrypoints.simulator.catalogue.markets import MARKETS, SEGMENTS, Market
from entrypoints.simulator.catalogue.withdrawals import Withdrawals, left_on, withdraws
from entrypoints.simulator.state.ids import Ids
from entrypoints.simulator.state.store import Store

EPOCH = ("catalogue", "epoch")


class Offers:
    def __init__(self, seed: int, store: Store, ids: Ids) -> None:
        self._seed = seed
        self._store = store
        self.withdrawals = Withdrawals(store, ids)

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
        return self._item_ids().availability_ids[offer.identity]

    def catalog_item_id(self, offer: Offer) -> str:
        return f"{offer.item}:{self.availability_id(offer)}"

    def resolve(self, catalog_item_id: str) -> Offer | None:
        """The offer behind a currently valid catalogItemId, also when it is withdrawn."""
        return self._item_ids().offers.get(catalog_item_id.upper())

    def is_withdrawn(self, offer: Offer) -> bool:
        return any(withdraws(each, offer) for each in self.withdrawals.all())

    def shelves(self, country: str, segments: Collection[str] = SEGMENTS) -> dict[str, Shelf]:
        """What is on sale in a country, by segment; nothing where Microsoft has no market."""
        market = MARKETS.get(country.upper())
        if market is None:
            return {}
        withdrawn = self.withdrawals.all()
        return {
            segment: left_on(full_shelf(market, segment), withdrawn)
            for segment in SEGMENTS
            if segment in segments
        }

    def on_sale(self, market: Market) -> Iterator[Offer]:
        shelves = self.shelves(market.country).values()
        for title in TITLES.values():
            for sku in title.skus:
                yield from offers_on(shelves, product_id=title.id, sku_id=sku.id)

    def _item_ids(self) -> ItemIds:
        return item_ids(self._seed, self.epoch)


def offers_on(shelves: Collection[Shelf], *, product_id: str, sku_id: str) -> list[Offer]:
    found = (shelf.get(product_id, {}).get(sku_id) for shelf in shelves)
    return [offer for offer in found if offer]
