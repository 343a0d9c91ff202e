"""A shop that sells: what is set up once, and the orders that tests make."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.entrypoints.http.served import Api, Json, done

PARTNER_TENANT = "11111111-1111-4111-8111-111111111111"
UNIVERSITY_TENANT = "c0ffee00-0000-4000-8000-000000000002"
CONTOSO_TENANT = "c0ffee00-0000-4000-8000-000000000003"
MPN_ID = "4390934"
OFFICE = "DG7GMGF0DWTL:0001:SEG0001"
WINDOWS_EDUCATION = "DG7GMGF0D5RK:0002:SEG0002"


def set_up(api: Api) -> Json:
    """Everything before the first order: the ids by what they are of."""
    done(api.patch("/organisation", {"name": "Demo", "currencies": ["EUR", "ILS", "USD"]}))
    registered = {
        "name": "Main",
        "partner_tenant": PARTNER_TENANT,
        "countries": ["DE", "GR"],
        "publish_new_products": True,
    }
    instance = done(api.post("/instances", registered))["instance_id"]
    done(api.patch(f"/instances/{instance}", {"active_currencies": ["EUR", "ILS"]}))
    rate = {"anchor": "EUR", "currency": "ILS", "units_per_anchor": "3.95"}
    done(api.post("/exchange-rates", rate))
    preview = done(api.post(f"/instances/{instance}/sync-preview"))
    run = {"instance_id": instance, "confirmed": preview["digest"]}
    done(api.post("/sync-runs", run))
    reseller = opened(api, kind="reseller", name="Reseller", mpn_id=MPN_ID)
    university = {"tenant_id": UNIVERSITY_TENANT, "instance_id": instance, "reseller_id": reseller}
    contoso = {"tenant_id": CONTOSO_TENANT, "instance_id": instance}
    return {
        "instance": instance,
        "reseller": reseller,
        "university": opened(api, name="Nordlicht", **university),
        "contoso": opened(api, name="Contoso", **contoso),
    }


def new_instance(api: Api, **settings: Any) -> str:
    """A further instance that sells in Germany and Greece, in EUR and ILS."""
    usual = {"name": "Further", "partner_tenant": new_key(), "countries": ["DE", "GR"]}
    identity: str = done(api.post("/instances", usual | settings))["instance_id"]
    done(api.patch(f"/instances/{identity}", {"active_currencies": ["EUR", "ILS"]}))
    return identity


def opened(api: Api, **account: Any) -> str:
    """A new account in Germany that pays in euro, unless said otherwise."""
    usual = {"kind": "customer", "currency": "EUR", "address": {"country": "DE"}}
    identity: str = done(api.post("/accounts", usual | account))["account_id"]
    return identity


def quoted(api: Api, customer: str, *codes: str, **order: Any) -> str:
    """An order of one licence each, with its quote."""
    lines = [{"product": code} for code in codes or (OFFICE,)]
    drafted = api.post("/orders", {"account_id": customer, "lines": lines} | order)
    identity: str = done(drafted)["id"]
    done(api.post(f"/orders/{identity}/quote"))
    return identity


def bought(api: Api, customer: str, *codes: str, **order: Any) -> Json:
    """The first asset of an order that was executed and provisioned."""
    identity = quoted(api, customer, *codes, **order)
    assets = done(api.post(f"/orders/{identity}/execute?wait=10"))["items"]
    asset: Json = assets[0]
    return asset


def failed(api: Api, customer: str, code: str = OFFICE) -> Json:
    """An asset whose purchase Microsoft refused."""
    api.simulator.fault("refusal")
    asset = bought(api, customer, code)
    assert asset["sync_status"] == "failed"
    return asset


def new_key() -> str:
    return str(uuid4())
