"""Moving prices of the sheets, and spoiling the sheets."""

from entrypoints.simulator.catalogue.markets import MARKETS
from entrypoints.simulator.controls.reading import (
    amount_in,
    offer_in,
    rejected,
    text_in,
    whole_body,
)
from entrypoints.simulator.prices.amounts import Price
from entrypoints.simulator.prices.sheet import COLUMNS
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World


def move_price(world: World, call: Call) -> Answer:
    body = whole_body(call)
    offer = offer_in(body, item=text_in(body, "sku"), country=text_in(body, "market"))
    price = Price(amount_in(body, "unit_price"), amount_in(body, "erp_price"))
    world.prices.move(offer, price)
    return Answer(document=body)


def add_sheet_row(world: World, call: Call) -> Answer:
    """The given columns replace those of the sheet's first row; wrong values are welcome."""
    body = whole_body(call)
    country, columns = text_in(body, "market").upper(), body.get("columns")
    if country not in MARKETS or not isinstance(columns, dict) or not set(columns) <= set(COLUMNS):
        raise rejected(f"market is one of {', '.join(MARKETS)}; columns are {', '.join(COLUMNS)}")
    row = {name: str(value) for name, value in columns.items()}
    world.store.put("sheet_row", call.own_request_id, body=row, owner=country)
    return Answer(status=201, document={"market": country, "columns": row})


def clear_sheet_rows(world: World, call: Call) -> Answer:
    return Answer(document={"removed": world.store.remove_all("sheet_row")})


ROUTES = (
    Route("POST", "/_simulator/prices", move_price),
    Route("POST", "/_simulator/sheet-rows", add_sheet_row),
    Route("DELETE", "/_simulator/sheet-rows", clear_sheet_rows),
)
