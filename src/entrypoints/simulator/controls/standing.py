"""What Microsoft and a customer settle between them: vetting and agreements."""

from typing import Any

from entrypoints.simulator.catalogue.markets import QUALIFICATIONS
from entrypoints.simulator.controls.reading import rejected, text_in, whole_body
from entrypoints.simulator.customers.register import customer_of, has_agreed
from entrypoints.simulator.customers.seeds import agree, qualify
from entrypoints.simulator.state.clock import to_wire
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

VETTING = ("Approved", "InReview", "Denied")


def vet(world: World, call: Call) -> Answer:
    customer, body = customer_of(world, call), whole_body(call)
    name, status = text_in(body, "qualification"), body.get("vetting_status", "Approved")
    known = (*QUALIFICATIONS.values(), "StateOwnedEntity")
    if name not in known or status not in (*VETTING, None):
        raise rejected(f"qualification: {', '.join(known)}; vetting_status: {', '.join(VETTING)}")
    now = to_wire(world.clock.now())
    qualify(world.store, customer["id"], name=name, status=status, since=now)
    return Answer(status=201, document=_qualifications(world, customer))


def unvet(world: World, call: Call) -> Answer:
    customer = customer_of(world, call)
    for held in world.store.all("qualification", customer["id"]):
        world.store.remove("qualification", f"{customer['id']}:{held['qualification']}")
    return Answer(document=_qualifications(world, customer))


def _qualifications(world: World, customer: dict[str, Any]) -> dict[str, Any]:
    return {"items": world.store.all("qualification", customer["id"])}


def sign_agreement(world: World, call: Call) -> Answer:
    customer = customer_of(world, call)
    agree(world.store, customer["id"], body={"dateAgreed": to_wire(world.clock.now())})
    return Answer(document={"agreed": has_agreed(world, customer["id"])})


def withdraw_agreement(world: World, call: Call) -> Answer:
    customer = customer_of(world, call)
    world.store.remove("agreement", customer["id"])
    return Answer(document={"agreed": has_agreed(world, customer["id"])})


ROUTES = (
    Route("POST", "/_simulator/customers/{customer}/qualifications", vet),
    Route("DELETE", "/_simulator/customers/{customer}/qualifications", unvet),
    Route("POST", "/_simulator/customers/{customer}/agreements", sign_agreement),
    Route("DELETE", "/_simulator/customers/{customer}/agreements", withdraw_agreement),
)
