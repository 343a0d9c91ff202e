"""Get Services Definition as the tests of its pages begin it."""

from __future__ import annotations

import time

import httpx

from tests.browser.shop import Shop
from tests.browser.signed_in import signed_in, slip_of
from tests.entrypoints.http.served import Json, done
from tests.entrypoints.http.shop import new_instance, new_key

_PATIENCE = 30.0
"""Seconds."""


def synced_instance(shop: Shop) -> str:
    """An instance of its own with its products."""
    instance = new_instance(shop.api)
    done(shop.api.post("/sync-runs", {"instance_id": instance, "yes": True}))
    return instance


def bare_instance(shop: Shop) -> str:
    """An instance for which no currency was chosen."""
    bare = {"name": "Bare", "partner_tenant": new_key(), "countries": ["DE"]}
    identity: str = done(shop.api.post("/instances", bare))["instance_id"]
    return identity


def products_of(shop: Shop, instance: str) -> list[Json]:
    found: list[Json] = done(shop.api.get("/products", instance_id=instance, limit=500))["items"]
    return found


def run_states(shop: Shop, instance: str) -> list[str]:
    runs = done(shop.api.get("/sync-runs", instance_id=instance))["items"]
    return [each["state"] for each in runs]


def withdraw_half(shop: Shop, instance: str) -> None:
    """Half of what the instance has is not sold any more, until it is brought back."""
    codes = (each["code"] for each in products_of(shop, instance))
    items = sorted({code.rpartition(":")[0] for code in codes})
    for item in items[: len(items) // 2]:
        shop.api.simulator.withdraw(*item.split(":"))


def previewed(shop: Shop, instance: str) -> str:
    """The address of a preview that has been made, or was refused."""
    with signed_in(shop) as client:
        address = begun_preview(client, instance)
        awaited(client, address)
    return address


def begun_preview(client: httpx.Client, instance: str) -> str:
    page = f"/bss/instances/{instance}"
    begun = client.post(f"{page}/definition", data={"slip": slip_of(client, page)})
    assert begun.status_code == 303, begun.text
    return begun.headers["Location"]


def awaited(client: httpx.Client, address: str) -> httpx.Response:
    """What the page of a preview or a run answers when it has come to its end."""
    until = time.monotonic() + _PATIENCE
    while 'id="progress"' in (answer := client.get(address)).text:
        assert time.monotonic() < until
        time.sleep(0.05)
    return answer
