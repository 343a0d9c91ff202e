"""What a title costs in a market: the partner's UnitPrice and the estimated retail (ERP) price."""

import hashlib
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from entrypoints.simulator.catalogue.assortment import Offer
from entrypoints.simulator.catalogue.markets import Market
from entrypoints.simulator.prices.tiers import Tier, tier_for
from entrypoints.simulator.state.store import Store

OF_COMMERCIAL = {
    "commercial": Decimal("1"),
    "education": Decimal("0.285"),
    "nonprofit": Decimal("0.41"),
    "government": Decimal("0.94"),
}
PARTNER_SHARE = Decimal("0.85")


@dataclass(frozen=True)
class Price:
    unit_price: Decimal
    erp_price: Decimal

    def in_tier(self, tier: Tier, unit: Decimal) -> Self:
        """The first tier's price stays as it is, even finer than the currency's unit."""
        if tier.share == 1:
            return self
        amounts = (self.unit_price * tier.share, self.erp_price * tier.share)
        return type(self)(*(amount.quantize(unit, ROUND_HALF_UP) for amount in amounts))


class Prices:
    """Exact, and the same for the same seed until a control call moves one."""

    def __init__(self, seed: int, store: Store) -> None:
        self._seed = seed
        self._store = store

    def current(self, offer: Offer) -> Price:
        moved = self._store.find("price", offer.identity)
        if moved:
            return Price(Decimal(moved["unit_price"]), Decimal(moved["erp_price"]))
        return self.at(offer, level=Decimal(1))

    def for_quantity(self, offer: Offer, quantity: int) -> Price:
        return self.current(offer).in_tier(tier_for(offer.sku, quantity), offer.market.unit)

    def at(self, offer: Offer, *, level: Decimal) -> Price:
        """The seeded price, at another level for rows of the past or the future."""
        share = OF_COMMERCIAL[offer.segment] * level
        return self.of(
            offer.sku.list_price * share,
            market=offer.market,
            name=offer.item,
        )

    def of(self, list_price: Decimal, *, market: Market, name: str) -> Price:
        retail = list_price * market.rate * self._swing(f"{name}/{market.country}")
        erp_price = retail.quantize(market.unit, ROUND_HALF_UP)
        unit_price = (erp_price * PARTNER_SHARE).quantize(market.unit, ROUND_HALF_UP)
        return Price(unit_price, erp_price)

    def move(self, offer: Offer, price: Price) -> None:
        body = {"unit_price": str(price.unit_price), "erp_price": str(price.erp_price)}
        self._store.put("price", offer.identity, body=body)

    def _swing(self, name: str) -> Decimal:
        """Up to 3 % up or down, by seed."""
        digest = hashlib.sha256(f"{self._seed}/price/{name}".encode()).digest()
        return 1 + Decimal(int.from_bytes(digest[:4]) % 61 - 30) / 1000
