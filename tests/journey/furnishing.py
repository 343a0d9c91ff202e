"""A distributor that sells, set up over HTTP."""

from __future__ import annotations

from typing import Any

import httpx

from tests.entrypoints.http.shop import CONTOSO_TENANT, PARTNER_TENANT, UNIVERSITY_TENANT

CODES = ("DG7GMGF0DWTL:0001:SEG0001", "DG7GMGF0D5RK:0002:SEG0001", "DG7GMGF0PN43:0002:SEG0001")


def sent(api: httpx.Client, method: str, path: str, body: Any = None) -> Any:
    """The answer to a request that is not refused."""
    return api.request(method, path, json=body).raise_for_status().json()


def furnished(api: httpx.Client) -> tuple[str, ...]:
    """Sells in Germany, for euros; the customers' accounts."""
    instance = _instance(api)
    return (
        _customer(api, "Contoso", CONTOSO_TENANT, instance),
        _customer(api, "Nordlicht", UNIVERSITY_TENANT, instance),
    )


def _instance(api: httpx.Client) -> str:
    sent(api, "PATCH", "organisation", {"name": "Demo", "currencies": ["EUR"]})
    settings = {
        "name": "main",
        "partner_tenant": PARTNER_TENANT,
        "countries": ["DE"],
        "publish_new_products": True,
    }
    instance: str = sent(api, "POST", "instances", settings)["instance_id"]
    sent(api, "PATCH", f"instances/{instance}", {"active_currencies": ["EUR"]})
    digest = sent(api, "POST", f"instances/{instance}/sync-preview")["digest"]
    sent(api, "POST", "sync-runs", {"instance_id": instance, "confirmed": digest})
    return instance


def _customer(api: httpx.Client, name: str, tenant: str, instance: str) -> str:
    opened = {
        "kind": "customer",
        "name": name,
        "currency": "EUR",
        "address": {"country": "DE"},
        "instance_id": instance,
        "tenant_id": tenant,
    }
    identity: str = sent(api, "POST", "accounts", opened)["account_id"]
    return identity
