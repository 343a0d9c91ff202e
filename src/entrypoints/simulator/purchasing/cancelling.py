"""Orders given back, as a whole or line by line, within Microsoft's window (contract 6.7)."""

from datetime import timedelta
from typing import Any

from entrypoints.simulator.customers.register import customer_of
from entrypoints.simulator.purchasing.order_documents import order_document
from entrypoints.simulator.purchasing.orders import keep_order, order_named
from entrypoints.simulator.state.clock import from_wire, to_wire
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

Document = dict[str, Any]
CANCELLED = ("cancelled", "canceled")


def cancel_order(world: World, call: Call) -> Answer:
    """Lines go entirely, never a part of their quantity; a cancelled line refuses the whole."""
    order = order_named(world, customer_of(world, call)["id"], name=call.params["order"])
    asked = call.json()
    named = asked.get("id", order["id"])
    if str(asked.get("status")).lower() not in CANCELLED or named not in names_of(order):
        raise refusal("800002")
    lines = _lines_asked(order, asked.get("lineitems"))
    if any("cancelled" in line for line in lines):
        raise refusal("800061")
    _check_window(world, order)
    cancel_lines(world, order, lines=lines)
    return Answer(document=order_document(world, order))


def names_of(order: Document) -> tuple[str, str]:
    return order["id"], order["alternateId"]


def _lines_asked(order: Document, asked: Any) -> list[Document]:
    """All of them when none is named."""
    if not asked:
        return list(order["lines"])
    try:
        return [_line_asked(order, line) for line in asked]
    except (AttributeError, TypeError):
        raise refusal("800002") from None


def _line_asked(order: Document, asked: Document) -> Document:
    for line in order["lines"]:
        named = asked.get("lineitemnumber"), asked.get("offerid", line["catalogItemId"])
        if named == (line["number"], line["catalogItemId"]):
            return dict(line)
    raise refusal("800002")


def _check_window(world: World, order: Document) -> None:
    window = timedelta(hours=world.settings["cancellation_window_hours"])
    if world.clock.now() > from_wire(order["creationDate"]) + window:
        days = f"{window / timedelta(days=1):g}"
        raise refusal("900117", f"You have passed your {days}-day cancellation window.")


def cancel_lines(world: World, order: Document, *, lines: list[Document]) -> None:
    now, numbers = to_wire(world.clock.now()), [line["number"] for line in lines]
    for line in order["lines"]:
        if line["number"] in numbers:
            line.setdefault("cancelled", now)
    keep_order(world, order)


ROUTES = (Route("PATCH", "/v1/customers/{customer}/orders/{order}", cancel_order),)
