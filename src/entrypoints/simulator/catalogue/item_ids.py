"""The catalogItemIds of one epoch: every offer has its own, and they all change together."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

from entrypoints.simulator.catalogue.assortment import Offer, full_shelf
from entrypoints.simulator.catalogue.markets import MARKETS, SEGMENTS

ALPHABET = "0123456789BCDFGHJKLMNPQRSTVWXYZ"


@dataclass
class ItemIds:
    availability_ids: dict[str, str] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)

    def hand_out(self, offer: Offer, *, seed: int, epoch: int) -> None:
        """Another draw when another offer of the same SKU has the id already."""
        basis = f"{seed}/{offer.identity}/{epoch}"
        while (item := f"{offer.item}:{(drawn := _drawn(basis))}") in self.offers:
            basis += "/again"
        self.availability_ids[offer.identity] = drawn
        self.offers[item] = offer


@lru_cache(maxsize=4)
def item_ids(seed: int, epoch: int) -> ItemIds:
    handed_out = ItemIds()
    for market in MARKETS.values():
        for segment in SEGMENTS:
            for skus in full_shelf(market, segment).values():
                for offer in skus.values():
                    handed_out.hand_out(offer, seed=seed, epoch=epoch)
    return handed_out


def _drawn(basis: str) -> str:
    digest = int.from_bytes(hashlib.sha256(basis.encode()).digest()[:8])
    letters = ""
    for _ in range(4):
        digest, index = divmod(digest, len(ALPHABET))
        letters += ALPHABET[index]
    return f"DG7GMGF0{letters}"
