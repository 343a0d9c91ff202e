"""What has become of an order and of each of its lines by now."""

from typing import Any

from entrypoints.simulator.state.clock import from_wire
from entrypoints.simulator.world import World

Document = dict[str, Any]


def status_of(world: World, order: Document) -> str:
    """As the wire spells it: pending, completed or cancelled."""
    if all("cancelled" in line for line in order["lines"]):
        return "cancelled"
    if from_wire(order["completionDate"]) > world.clock.now():
        return "pending"
    return "completed" if becomes_completed(order) else "cancelled"


def becomes_completed(order: Document) -> bool:
    return bool(order["becomes"] == "completed")


def is_fulfilled(world: World, order: Document, *, line: Document) -> bool:
    """The customer may use the licences of this line."""
    return status_of(world, order) == "completed" and "cancelled" not in line


def shows_id(world: World, order: Document, *, line: Document) -> bool:
    """A line that was never fulfilled has nothing to show."""
    when = world.settings["subscription_id"]
    if when != "on_completion":
        return bool(when == "at_checkout")
    shown_from = max(order["idsFrom"], order["completionDate"])
    was_fulfilled = becomes_completed(order) and line.get("cancelled", "9") >= shown_from
    return was_fulfilled and from_wire(shown_from) <= world.clock.now()
