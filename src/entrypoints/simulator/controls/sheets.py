"""Moving prices of the sheets, spoiling the sheets, and putting other files in their place."""

from entrypoints.simulator.controls.reading import (
    amount_in,
    country_in,
    offer_in,
    rejected,
    text_in,
    whole_body,
)
from entrypoints.simulator.prices.amounts import Price
from entrypoints.simulator.prices.replaced import replace_sheet, restore_sheet
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
    country, columns = country_in(text_in(body, "market")), body.get("columns")
    if not isinstance(columns, dict) or not set(columns) <= set(COLUMNS):
        raise rejected(f"columns are {', '.join(COLUMNS)}")
    row = {name: str(value) for name, value in columns.items()}
    world.store.put("sheet_row", call.own_request_id, body=row, owner=country)
    return Answer(status=201, document={"market": country, "columns": row})


def clear_sheet_rows(world: World, call: Call) -> Answer:
    return Answer(document={"removed": world.store.remove_all("sheet_row")})


def put_sheet_file(world: World, call: Call) -> Answer:
    country = country_in(call.params["market"])
    replace_sheet(world.store, country, content=call.body)
    return Answer(document={"market": country, "bytes": len(call.body)})


def restore_sheet_file(world: World, call: Call) -> Answer:
    restored = restore_sheet(world.store, country_in(call.params["market"]))
    return Answer(document={"restored": restored})


ROUTES = (
    Route("POST", "/_simulator/prices", move_price),
    Route("POST", "/_simulator/sheet-rows", add_sheet_row),
    Route("DELETE", "/_simulator/sheet-rows", clear_sheet_rows),
    Route("PUT", "/_simulator/sheets/{market}", put_sheet_file),
    Route("DELETE", "/_simulator/sheets/{market}", restore_sheet_file),
)
