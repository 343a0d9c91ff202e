"""Switching the simulator itself: settings, clock, faults, rotation, logs."""

from typing import Any

from entrypoints.simulator.controls.assortment import ROUTES as ASSORTMENT
from entrypoints.simulator.controls.help import help_page
from entrypoints.simulator.controls.invoices import ROUTES as INVOICES
from entrypoints.simulator.controls.purchases import ROUTES as PURCHASES
from entrypoints.simulator.controls.reading import moment_in, number_in, rejected, whole_body
from entrypoints.simulator.controls.sheets import ROUTES as SHEETS
from entrypoints.simulator.controls.standing import ROUTES as STANDING
from entrypoints.simulator.controls.webhooks import ROUTES as WEBHOOKS
from entrypoints.simulator.state.clock import MachineClock, to_wire
from entrypoints.simulator.state.faults import FaultRejected
from entrypoints.simulator.state.settings import SettingRejected
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World


def show_help(world: World, call: Call) -> Answer:
    return Answer(document=help_page(world))


def show_settings(world: World, call: Call) -> Answer:
    return Answer(document=world.settings.all())


def change_settings(world: World, call: Call) -> Answer:
    try:
        return Answer(document=world.settings.change(whole_body(call)))
    except SettingRejected as wrong:
        raise rejected(str(wrong)) from None


def show_clock(world: World, call: Call) -> Answer:
    return Answer(document=_clock(world))


def advance_clock(world: World, call: Call) -> Answer:
    body = whole_body(call)
    if "now" in body:
        world.clock.advance((moment_in(body, "now") - world.clock.now()).total_seconds())
    else:
        world.clock.advance(number_in(body, "advance_seconds"))
    return Answer(document=_clock(world))


def _clock(world: World) -> dict[str, Any]:
    shown: dict[str, Any] = {"now": to_wire(world.clock.now())}
    if isinstance(world.clock, MachineClock):
        shown["offset_seconds"] = world.clock.offset.total_seconds()
    return shown


def order_fault(world: World, call: Call) -> Answer:
    try:
        return Answer(status=201, document=world.faults.order(whole_body(call)))
    except FaultRejected as wrong:
        raise rejected(str(wrong)) from None


def list_faults(world: World, call: Call) -> Answer:
    return Answer(document={"items": world.faults.all()})


def clear_faults(world: World, call: Call) -> Answer:
    return Answer(document={"removed": world.faults.clear()})


def rotate(world: World, call: Call) -> Answer:
    return Answer(document={"epoch": world.offers.rotate()})


def list_calls(world: World, call: Call) -> Answer:
    return Answer(document={"items": world.calls.all()})


def clear_calls(world: World, call: Call) -> Answer:
    return Answer(document={"removed": world.calls.clear()})


ROUTES = (
    Route("GET", "/_simulator", show_help),
    Route("GET", "/_simulator/settings", show_settings),
    Route("PATCH", "/_simulator/settings", change_settings),
    Route("GET", "/_simulator/clock", show_clock),
    Route("POST", "/_simulator/clock", advance_clock),
    Route("POST", "/_simulator/faults", order_fault),
    Route("GET", "/_simulator/faults", list_faults),
    Route("DELETE", "/_simulator/faults", clear_faults),
    Route("POST", "/_simulator/rotate", rotate),
    Route("GET", "/_simulator/calls", list_calls),
    Route("DELETE", "/_simulator/calls", clear_calls),
    *ASSORTMENT,
    *PURCHASES,
    *INVOICES,
    *SHEETS,
    *STANDING,
    *WEBHOOKS,
)
