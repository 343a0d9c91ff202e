"""Taking SKUs off sale and back, and changing what the catalogue tells about them."""

from entrypoints.simulator.controls.reading import (
    country_in,
    item_in,
    rejected,
    segment_in,
    text_in,
    texts_in,
    whole_body,
)
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World


def withdraw(world: World, call: Call) -> Answer:
    body = whole_body(call)
    text_in(body, "sku_id")
    withdrawal = world.offers.withdrawals.add(
        item_in(body),
        countries=[country_in(name) for name in texts_in(body, "countries")],
        segments=[segment_in(name) for name in texts_in(body, "segments")],
    )
    return Answer(status=201, document=withdrawal)


def list_withdrawals(world: World, call: Call) -> Answer:
    return Answer(document={"items": world.offers.withdrawals.all()})


def bring_back(world: World, call: Call) -> Answer:
    item = f"{call.params['product']}:{call.params['sku']}".upper()
    return Answer(document={"removed": world.offers.withdrawals.bring_back(item)})


def bring_all_back(world: World, call: Call) -> Answer:
    return Answer(document={"removed": world.offers.withdrawals.clear()})


def patch_document(world: World, call: Call) -> Answer:
    """Any JSON value is welcome, null and odd types too; without a SKU it is the product's."""
    body = whole_body(call)
    changed, removed = body.get("set", {}), texts_in(body, "remove")
    if not isinstance(changed, dict) or not (changed or removed):
        raise rejected("set is an object of members; remove is a list of their names")
    patch = world.patches.add(item_in(body), changed=changed, removed=removed)
    return Answer(status=201, document=patch)


def list_patches(world: World, call: Call) -> Answer:
    return Answer(document={"items": world.patches.all()})


def clear_patches(world: World, call: Call) -> Answer:
    return Answer(document={"removed": world.patches.clear()})


ROUTES = (
    Route("POST", "/_simulator/withdrawals", withdraw),
    Route("GET", "/_simulator/withdrawals", list_withdrawals),
    Route("DELETE", "/_simulator/withdrawals", bring_all_back),
    Route("DELETE", "/_simulator/withdrawals/{product}/{sku}", bring_back),
    Route("POST", "/_simulator/catalogue-patches", patch_document),
    Route("GET", "/_simulator/catalogue-patches", list_patches),
    Route("DELETE", "/_simulator/catalogue-patches", clear_patches),
)
