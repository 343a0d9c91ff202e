"""The shapes of a perpetual title and of the SKUs it is sold as."""

from dataclasses import dataclass
from decimal import Decimal

INITIALS = {"commercial": "C", "education": "E", "nonprofit": "N", "government": "G"}


@dataclass(frozen=True)
class Sku:
    """segments are initials of the four; absent names the countries it is not sold in;
    tiered ones cost less the more of them are bought."""

    id: str
    title: str
    list_price: Decimal
    segments: str
    absent: tuple[str, ...] = ()
    minimum: int = 1
    maximum: int = 10_000
    tiered: bool = False

    def sold_in(self, country: str) -> bool:
        return country not in self.absent

    def sold_to(self, segment: str) -> bool:
        return INITIALS[segment] in self.segments


@dataclass(frozen=True)
class Title:
    """previous is the product whose use the licence includes (downgrade right)."""

    id: str
    title: str
    description: str
    skus: tuple[Sku, ...]
    previous: str | None = None

    def sku(self, sku_id: str) -> Sku | None:
        return next((sku for sku in self.skus if sku.id.upper() == sku_id.upper()), None)


@dataclass(frozen=True)
class TermSku:
    """A software subscription: in the price sheets, not in the perpetual catalogue."""

    product_id: str
    sku_id: str
    title: str
    term: str
    list_price: Decimal
