"""Notices: made when something happens, kept until they are delivered or given up."""

import json
from typing import Any

from entrypoints.simulator.state.clock import to_wire
from entrypoints.simulator.webhooks.signing import signature
from entrypoints.simulator.world import World

Document = dict[str, Any]
KIND = "notice"
REGISTERED = ("webhook", "registration")
ATTEMPTS = 10
EVENTS = (
    "test-created",
    "subscription-updated",
    "usagerecords-thresholdExceeded",
    "referral-created",
    "referral-updated",
    "invoice-ready",
)


def notify(world: World, event: str, *, resource_uri: str, base_url: str) -> Document | None:
    """None when nobody registered for it. Orders have no events at all."""
    registered = world.store.find(*REGISTERED)
    if registered is None or event not in registered["WebhookEvents"]:
        return None
    told = {
        "EventName": event,
        "ResourceUri": resource_uri,
        "ResourceName": resource_uri.rstrip("/").rsplit("/", 2)[-2],
        "AuditUri": None,
        "ResourceChangeUtcDate": to_wire(world.clock.now())[:-1] + "+00:00",
    }
    body = json.dumps(told)
    notice = {
        "id": world.ids.uuid(),
        "url": registered["WebhookUrl"],
        "headers": _headers(world, registered, body=body.encode(), base_url=base_url),
        "body": body,
        "attempts": 0,
        "outcome": "waiting",
        "status": None,
    }
    world.store.put(KIND, notice["id"], body=notice)
    return notice


def _headers(world: World, registered: Document, *, body: bytes, base_url: str) -> dict[str, str]:
    signed = f"Signature {signature(world.store, body)}"
    own_header = registered["SignatureTokenToMsSignatureHeader"]
    return {
        "Content-Type": "application/json",
        "x-ms-signature" if own_header else "Authorization": signed,
        "X-MS-Certificate-Url": f"{base_url}/webhooks/certificates/pcnotifications-dispatch.cer",
        "X-MS-Signature-Algorithm": "rsa-sha256",
    }


def waiting(world: World) -> list[Document]:
    return [notice for notice in world.store.all(KIND) if notice["outcome"] == "waiting"]


def note_attempt(world: World, notice_id: str, *, status: int | None) -> None:
    """status None: nobody answered. After ten attempts Microsoft gives up."""
    notice = world.store.find(KIND, notice_id)
    if notice is None:
        return
    notice["attempts"] += 1
    notice["status"] = status
    if status is not None and status < 300:
        notice["outcome"] = "delivered"
    elif notice["attempts"] >= ATTEMPTS:
        notice["outcome"] = "dropped"
    world.store.put(KIND, notice_id, body=notice)
