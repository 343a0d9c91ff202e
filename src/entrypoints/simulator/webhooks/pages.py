"""Registering for notices and asking for a test one."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from entrypoints.simulator.partner import PARTNER
from entrypoints.simulator.state.clock import from_wire, to_wire
from entrypoints.simulator.webhooks.notices import EVENTS, KIND, REGISTERED, notify
from entrypoints.simulator.webhooks.signing import signer
from entrypoints.simulator.wire.answer import Answer, throttled
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

Document = dict[str, Any]
ROOT = "/webhooks/v1/registration"
TESTED = ("webhook", "tested")
TESTS_PER_MINUTE = 2


def list_events(world: World, call: Call) -> Answer:
    return Answer(document=list(EVENTS))


def register(world: World, call: Call) -> Answer:
    """Once by POST, then by PUT. Only addresses of this machine: nothing leaves it."""
    kept, asked = world.store.find(*REGISTERED), call.json()
    if (kept is None) != (call.method == "POST"):
        raise refusal("800002", "A registration exists, or none does.")
    url, events = str(asked.get("webhookurl", "")), asked.get("webhookevents")
    if not _is_ours(url) or not isinstance(events, list) or not set(events) <= set(EVENTS):
        raise refusal("800002")
    registration = {
        "SubscriberId": kept["SubscriberId"] if kept else world.ids.uuid(),
        "WebhookUrl": url,
        "WebhookEvents": events,
        "SignatureTokenToMsSignatureHeader": asked.get("signaturetokentomssignatureheader") is True,
    }
    world.store.put(*REGISTERED, body=registration)
    return Answer(document=_shown(registration))


def _is_ours(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
    return local and parts.scheme in ("http", "https")


def _shown(registration: Document) -> Document:
    return {name: registration[name] for name in ("SubscriberId", "WebhookUrl", "WebhookEvents")}


def show_registration(world: World, call: Call) -> Answer:
    return Answer(document=_shown(_registered(world)))


def _registered(world: World) -> Document:
    registration = world.store.find(*REGISTERED)
    if registration is None:
        raise refusal("1000")
    return registration


def send_test(world: World, call: Call) -> Answer:
    """Two in a minute."""
    _registered(world)
    now = world.clock.now()
    recent = (world.store.find(*TESTED) or {"times": []})["times"]
    recent = [time for time in recent if (now - from_wire(time)).total_seconds() < 60]
    if len(recent) >= TESTS_PER_MINUTE:
        return throttled(60 - int((now - from_wire(recent[0])).total_seconds()))
    world.store.put(*TESTED, body={"times": [*recent, to_wire(now)]})
    resource = f"{call.base_url}{ROOT}/test"
    notice = notify(world, "test-created", resource_uri=resource, base_url=call.base_url)
    return Answer(document={"correlationId": notice["id"] if notice else call.own_request_id})


def show_test(world: World, call: Call) -> Answer:
    notice = world.store.find(KIND, call.params["notice"].lower())
    if notice is None:
        raise refusal("1000")
    result = {
        "responseCode": "OK" if notice["outcome"] == "delivered" else str(notice["status"]),
        "responseMessage": "",
        "systemError": notice["status"] is None,
        "dateTimeUtc": to_wire(world.clock.now()),
    }
    return Answer(
        document={
            "correlationId": notice["id"],
            "partnerId": PARTNER,
            "status": "pending" if notice["outcome"] == "waiting" else "completed",
            "callbackUrl": notice["url"],
            "results": [result] if notice["attempts"] else [],
        }
    )


def show_certificate(world: World, call: Call) -> Answer:
    """Anybody may read the certificate behind the signatures."""
    pem = signer(world.store)["certificate"].encode()
    return Answer(content=pem, content_type="application/x-x509-ca-cert")


ROUTES = (
    Route("GET", f"{ROOT}/events", list_events),
    Route("POST", ROOT, register),
    Route("PUT", ROOT, register),
    Route("GET", ROOT, show_registration),
    Route("POST", f"{ROOT}/validationEvents", send_test),
    Route("GET", f"{ROOT}/validationEvents/{{notice}}", show_test),
)
CERTIFICATES = (Route("GET", "/webhooks/certificates/{name}", show_certificate),)
