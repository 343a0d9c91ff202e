"""Who buys in the demo: a reseller, its customer, and a university."""

from __future__ import annotations

from dataclasses import dataclass

from application.accounts.open_account import OpenAccount
from application.principal import Principal, Role
from core.accounts.account import AccountKind
from core.ids import AccountId, InstanceId
from entrypoints.demo.scene import Scene

PARTNER_TENANT = "7d3c7f0e-2f5c-4d0e-9c1b-6a5c2c1d9b10"
HELLENIC_TENANT = "c0ffee00-0000-4000-8000-000000000001"
NORDLICHT_TENANT = "c0ffee00-0000-4000-8000-000000000002"


@dataclass(frozen=True)
class Buyer:
    """An account, and somebody of it who is signed in to the storefront."""

    name: str
    account: AccountId
    principal: Principal


@dataclass(frozen=True)
class People:
    """`logistics` is the reseller's customer; `university` holds the Education qualification."""

    reseller: Buyer
    university: Buyer
    logistics: Buyer


def open_accounts(scene: Scene, instance: InstanceId) -> People:
    say = scene.narrator.step(3, "A reseller, two customers, and what they pay")
    reseller = _opened(
        scene, Role.RESELLER, name="Aegean IT Partners", country="GR", mpn_id="4390934"
    )
    university = _opened(
        scene,
        Role.CUSTOMER,
        name="Universität Nordlicht",
        country="DE",
        instance_id=instance,
        tenant_id=NORDLICHT_TENANT,
    )
    logistics = _opened(
        scene,
        Role.CUSTOMER,
        name="Hellenic Logistics S.A.",
        country="GR",
        instance_id=instance,
        tenant_id=HELLENIC_TENANT,
        reseller_id=reseller.account,
    )
    say("Reseller: Aegean IT Partners. Its customer: Hellenic Logistics S.A. (GR, EUR).")
    say("Direct customer: Universität Nordlicht (DE, EUR), vetted for Education.")
    scene.tell(
        "accounts",
        reseller=reseller.account,
        university=university.account,
        logistics=logistics.account,
    )
    return People(reseller, university, logistics)


def _opened(scene: Scene, role: Role, *, name: str, **details: object) -> Buyer:
    facts = {"new_id": scene.app.ids.new(), "kind": AccountKind(role), "currency": "EUR"}
    account = scene.send(OpenAccount.model_validate({**facts, "name": name, **details}))
    return Buyer(name, account, Principal(role, name, account))
