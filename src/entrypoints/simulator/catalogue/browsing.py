"""One caller's look at the catalogue: which titles, SKUs and offers it may see."""

from collections.abc import Iterator
from dataclasses import dataclass

from entrypoints.simulator.catalogue.assortment import TITLES, Offer, Shelf
from entrypoints.simulator.catalogue.documents import Showcase
from entrypoints.simulator.catalogue.markets import SEGMENTS
from entrypoints.simulator.catalogue.offers import offers_on
from entrypoints.simulator.catalogue.titles import Sku, Title
from entrypoints.simulator.customers.register import customer_of, segments_of
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.world import World

WITHOUT_BEING_ASKED = tuple(segment for segment in SEGMENTS if segment != "nonprofit")


@dataclass(frozen=True)
class Browsing:
    """held is sold to the segments the caller has; asked is what it wants to have listed."""

    showcase: Showcase
    held: list[Shelf]
    asked: list[Shelf]

    def listed(self, title: Title, sku: Sku) -> list[Offer]:
        return offers_on(self.asked, product_id=title.id, sku_id=sku.id)

    def sold(self, title: Title, sku: Sku) -> list[Offer]:
        return offers_on(self.held, product_id=title.id, sku_id=sku.id)

    def skus(self, title: Title) -> Iterator[Sku]:
        return (sku for sku in title.skus if self.listed(title, sku))

    def titles(self) -> Iterator[Title]:
        named = set().union(*self.asked)
        return (title for title in TITLES.values() if title.id in named)

    def sells(self, title: Title) -> bool:
        return any(title.id in shelf for shelf in self.held)


def browsing(world: World, call: Call) -> Browsing:
    held, prefix, country = SEGMENTS, "", call.query.get("country", "")
    if "customer" in call.params:
        customer = customer_of(world, call)
        prefix, country = f"/customers/{customer['id']}", customer["country"]
        held = segments_of(world, customer["id"])
    if not country:
        raise refusal("3000", "The country is missing.")
    asked = _asked(call) or WITHOUT_BEING_ASKED
    shelves = world.offers.shelves(country, held)
    return Browsing(
        Showcase(prefix, country.upper(), call.locale, world.patches.all()),
        held=list(shelves.values()),
        asked=[shelf for segment, shelf in shelves.items() if segment in asked],
    )


def _asked(call: Call) -> tuple[str, ...]:
    segment = call.query.get("targetsegment", "").lower()
    if segment and segment not in SEGMENTS:
        raise refusal("400030")
    return (segment,) if segment else ()


def chosen_title(call: Call, browsed: Browsing) -> Title:
    title = TITLES.get(call.params["product"].upper())
    if title is None or not browsed.sells(title):
        raise refusal("400013")
    return title


def chosen_sku(call: Call, browsed: Browsing) -> tuple[Title, Sku]:
    title = chosen_title(call, browsed)
    sku = title.sku(call.params["sku"])
    if sku is None or not browsed.sold(title, sku):
        raise refusal("400018")
    return title, sku
