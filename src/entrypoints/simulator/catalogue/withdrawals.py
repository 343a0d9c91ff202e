"""SKUs that Microsoft took off sale, everywhere or in some countries or segments."""

from typing import Any

from entrypoints.simulator.catalogue.assortment import Offer, Shelf
from entrypoints.simulator.state.ids import Ids
from entrypoints.simulator.state.store import Store

Withdrawal = dict[str, Any]
KIND = "withdrawal"


class Withdrawals:
    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    def add(self, item: str, *, countries: list[str], segments: list[str]) -> Withdrawal:
        """item is "product:sku"; no countries or no segments mean all of them."""
        withdrawal: Withdrawal = {
            "id": self._ids.uuid(),
            "item": item,
            "countries": countries,
            "segments": segments,
        }
        self._store.put(KIND, withdrawal["id"], body=withdrawal, owner=item)
        return withdrawal

    def all(self) -> list[Withdrawal]:
        return self._store.all(KIND)

    def bring_back(self, item: str) -> int:
        """How many withdrawals of the SKU were taken back."""
        held = self._store.all(KIND, item)
        return sum(self._store.remove(KIND, withdrawal["id"]) for withdrawal in held)

    def clear(self) -> int:
        return self._store.remove_all(KIND)


def withdraws(withdrawal: Withdrawal, offer: Offer) -> bool:
    somewhere, somebody = withdrawal["countries"], withdrawal["segments"]
    here = not somewhere or offer.market.country in somewhere
    to_them = not somebody or offer.segment in somebody
    return withdrawal["item"] == offer.item and here and to_them


def left_on(shelf: Shelf, withdrawals: list[Withdrawal]) -> Shelf:
    """The shelf without what is withdrawn; a title that lost its last SKU goes, too."""
    if not withdrawals:
        return shelf
    left = dict(shelf)
    for withdrawal in withdrawals:
        product_id, _, sku_id = withdrawal["item"].partition(":")
        offer = left.get(product_id, {}).get(sku_id)
        if offer and withdraws(withdrawal, offer):
            skus = {other: kept for other, kept in left.pop(product_id).items() if other != sku_id}
            left |= {product_id: skus} if skus else {}
    return left
