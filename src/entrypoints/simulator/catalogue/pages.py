"""The catalogue's calls, for a country and for a customer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from entrypoints.simulator.catalogue.documents import Showcase
from entrypoints.simulator.catalogue.markets import SEGMENTS
from entrypoints.simulator.catalogue.offers import TITLES, Offer, sku_offers
from entrypoints.simulator.catalogue.titles import Sku, Title
from entrypoints.simulator.customers.register import customer_of, segments_of
from entrypoints.simulator.wire.answer import Answer, collection
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

PERPETUAL_VIEWS = ("software", "softwareperpetual")
RESERVATIONS = tuple(f"azurereservations{kind}" for kind in ("", "vm", "sql", "cosmosdb"))
SOFTWARE_TERMS = ("softwaresuselinux", "softwaresubscriptions")
OTHER_VIEWS = ("azure", "microsoftazure", "onlineservices", *SOFTWARE_TERMS, *RESERVATIONS)
WITHOUT_BEING_ASKED = tuple(segment for segment in SEGMENTS if segment != "nonprofit")


@dataclass(frozen=True)
class Browsing:
    """One caller's look: the segments it may see at all, and those it asked to have listed."""

    showcase: Showcase
    held: tuple[str, ...]
    asked: tuple[str, ...]

    def listed(self, title: Title, sku: Sku) -> list[Offer]:
        segments = tuple(segment for segment in self.asked if segment in self.held)
        return list(sku_offers(title, sku, country=self.showcase.country, segments=segments))

    def sold(self, title: Title, sku: Sku) -> list[Offer]:
        return list(sku_offers(title, sku, country=self.showcase.country, segments=self.held))

    def skus(self, title: Title) -> Iterator[Sku]:
        return (sku for sku in title.skus if self.listed(title, sku))

    def titles(self) -> Iterator[Title]:
        return (title for title in TITLES.values() if any(self.skus(title)))


def browsing(world: World, call: Call) -> Browsing:
    held, prefix, country = SEGMENTS, "", call.query.get("country", "")
    if "customer" in call.params:
        customer = customer_of(world, call)
        prefix, country = f"/customers/{customer['id']}", customer["country"]
        held = segments_of(world, customer["id"])
    if not country:
        raise refusal("3000", "The country is missing.")
    asked = _asked(call) or WITHOUT_BEING_ASKED
    return Browsing(Showcase(prefix, country.upper(), call.locale), held, asked)


def _asked(call: Call) -> tuple[str, ...]:
    segment = call.query.get("targetsegment", "").lower()
    if segment and segment not in SEGMENTS:
        raise refusal("400030")
    return (segment,) if segment else ()


def _chosen_title(call: Call, browsed: Browsing) -> Title:
    title = TITLES.get(call.params["product"].upper())
    if title is None or not any(browsed.sold(title, sku) for sku in title.skus):
        raise refusal("400013")
    return title


def _chosen_sku(call: Call, browsed: Browsing) -> tuple[Title, Sku]:
    title = _chosen_title(call, browsed)
    sku = title.sku(call.params["sku"])
    if sku is None or not browsed.sold(title, sku):
        raise refusal("400018")
    return title, sku


def _listed(call: Call, items: list[dict[str, Any]]) -> Answer:
    asked = f"?{call.query_string}" if call.query_string else ""
    return Answer(document=collection(items, call.path.removeprefix("/v1") + asked))


def list_products(world: World, call: Call) -> Answer:
    view = call.query.get("targetview", "").lower()
    if not view:
        raise refusal("3000", "The targetView is missing.")
    if view not in PERPETUAL_VIEWS + OTHER_VIEWS:
        raise refusal("400036")
    browsed = browsing(world, call)
    shown = browsed.titles() if view in PERPETUAL_VIEWS else ()
    return _listed(call, [browsed.showcase.product(title) for title in shown])


def show_product(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    return Answer(document=browsed.showcase.product(_chosen_title(call, browsed)))


def list_skus(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    title = _chosen_title(call, browsed)
    return _listed(call, [browsed.showcase.sku(title, sku) for sku in browsed.skus(title)])


def show_sku(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    return Answer(document=browsed.showcase.sku(*_chosen_sku(call, browsed)))


def list_availabilities(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    offers = browsed.listed(*_chosen_sku(call, browsed))
    return _listed(call, [browsed.showcase.availability(offer, world.offers) for offer in offers])


def show_availability(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    for offer in browsed.sold(*_chosen_sku(call, browsed)):
        if world.offers.availability_id(offer) == call.params["availability"].upper():
            return Answer(document=browsed.showcase.availability(offer, world.offers))
    raise refusal("400019")


def _routes(root: str) -> tuple[Route, ...]:
    sku = root + "/{product}/skus/{sku}"
    return (
        Route("GET", root, list_products),
        Route("GET", root + "/{product}", show_product),
        Route("GET", root + "/{product}/skus", list_skus),
        Route("GET", sku, show_sku),
        Route("GET", sku + "/availabilities", list_availabilities),
        Route("GET", sku + "/availabilities/{availability}", show_availability),
    )


ROUTES = _routes("/v1/products") + _routes("/v1/customers/{customer}/products")
