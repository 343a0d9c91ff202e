"""Invoice lines that Microsoft gets wrong: other values, a line left out, a line charged twice."""

from entrypoints.simulator.controls.reading import number_in, rejected, text_in, whole_body
from entrypoints.simulator.invoicing.changes import add_change, changes_of, clear_changes
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World


def change_lines(world: World, call: Call) -> Answer:
    """copies: 0 leaves the lines out, 2 charges them twice."""
    body = whole_body(call)
    values, charge = body.get("set", {}), body.get("charge")
    if not isinstance(values, dict) or charge not in ("New", "Cancel", None):
        raise rejected("set is an object of members; charge is New, Cancel or absent")
    change = {
        "order": text_in(body, "order"),
        "line": int(number_in(body, "line", 0)),
        "charge": charge,
        "set": values,
        "copies": int(number_in(body, "copies", 1)),
    }
    add_change(world.store, call.own_request_id, change=change)
    return Answer(status=201, document=change)


def list_changes(world: World, call: Call) -> Answer:
    return Answer(document={"items": changes_of(world.store)})


def take_changes_back(world: World, call: Call) -> Answer:
    return Answer(document={"removed": clear_changes(world.store)})


ROUTES = (
    Route("POST", "/_simulator/invoice-lines", change_lines),
    Route("GET", "/_simulator/invoice-lines", list_changes),
    Route("DELETE", "/_simulator/invoice-lines", take_changes_back),
)
