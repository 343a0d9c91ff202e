"""The catalogue's calls, for a country and for a customer."""

from typing import Any

from entrypoints.simulator.catalogue.browsing import browsing, chosen_sku, chosen_title
from entrypoints.simulator.wire.answer import Answer, collection
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.paging import page_of
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

PERPETUAL_VIEWS = ("software", "softwareperpetual")
RESERVATIONS = tuple(f"azurereservations{kind}" for kind in ("", "vm", "sql", "cosmosdb"))
SOFTWARE_TERMS = ("softwaresuselinux", "softwaresubscriptions")
OTHER_VIEWS = ("azure", "microsoftazure", "onlineservices", *SOFTWARE_TERMS, *RESERVATIONS)


def _paged(world: World, call: Call, *, items: list[dict[str, Any]]) -> Answer:
    size = world.settings["catalogue_page_size"] or len(items)
    return Answer(document=page_of(items, call, size=size, uri=_uri(call)))


def _uri(call: Call) -> str:
    asked = f"?{call.query_string}" if call.query_string else ""
    return call.path.removeprefix("/v1") + asked


def list_products(world: World, call: Call) -> Answer:
    view = call.query.get("targetview", "").lower()
    if not view:
        raise refusal("3000", "The targetView is missing.")
    if view not in PERPETUAL_VIEWS + OTHER_VIEWS:
        raise refusal("400036")
    browsed = browsing(world, call)
    shown = browsed.titles() if view in PERPETUAL_VIEWS else ()
    items = [browsed.showcase.product(title) for title in shown]
    return _paged(world, call, items=items)


def show_product(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    return Answer(document=browsed.showcase.product(chosen_title(call, browsed)))


def list_skus(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    title = chosen_title(call, browsed)
    items = [browsed.showcase.sku(title, sku) for sku in browsed.skus(title)]
    return _paged(world, call, items=items)


def show_sku(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    return Answer(document=browsed.showcase.sku(*chosen_sku(call, browsed)))


def list_availabilities(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    offers = browsed.listed(*chosen_sku(call, browsed))
    items = [browsed.showcase.availability(offer, world.offers) for offer in offers]
    return Answer(document=collection(items, _uri(call)))


def show_availability(world: World, call: Call) -> Answer:
    browsed = browsing(world, call)
    for offer in browsed.sold(*chosen_sku(call, browsed)):
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
