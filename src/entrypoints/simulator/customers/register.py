"""Who the customers are and what they are qualified for."""

from typing import Any

from entrypoints.simulator.catalogue.markets import QUALIFICATIONS
from entrypoints.simulator.wire.answer import link
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.world import World


def customer_of(world: World, call: Call) -> dict[str, Any]:
    """The customer a call is about; refuses with 404/60003 when there is none."""
    return customer_named(world, call.params["customer"])


def customer_named(world: World, customer_id: str) -> dict[str, Any]:
    found = world.store.find("customer", customer_id.lower())
    if found is None:
        raise refusal("60003")
    return found


def segments_of(world: World, customer_id: str) -> tuple[str, ...]:
    """Commercial for everybody; another one only with an approved (or unvetted) qualification."""
    approved = {
        held["qualification"]
        for held in world.store.all("qualification", customer_id)
        if held.get("vettingStatus", "Approved") == "Approved"
    }
    qualified = (segment for segment, name in QUALIFICATIONS.items() if name in approved)
    return ("commercial", *qualified)


def has_agreed(world: World, customer_id: str) -> bool:
    return world.store.find("agreement", customer_id) is not None


def in_list(customer: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": customer["id"],
        "companyProfile": {
            "tenantId": customer["id"],
            "domain": customer["domain"],
            "companyName": customer["name"],
            "links": {"self": link(f"/customers/{customer['id']}/profiles/company")},
            "attributes": {"objectType": "CustomerCompanyProfile"},
        },
        "relationshipToPartner": "reseller",
        "links": {"self": link(f"/customers/{customer['id']}")},
        "attributes": {"objectType": "Customer"},
    }


def in_full(customer: dict[str, Any]) -> dict[str, Any]:
    shown = in_list(customer)
    company = shown["companyProfile"] | {
        "address": _parts(customer, "country", "city", "addressLine1", "postalCode", "phoneNumber"),
        "email": customer["email"],
    }
    return shown | {
        "commerceId": customer["commerceId"],
        "companyProfile": company,
        "billingProfile": billing_profile(customer),
        "allowDelegatedAccess": True,
        "customDomains": [customer["domain"]],
    }


def billing_profile(customer: dict[str, Any]) -> dict[str, Any]:
    place = ("country", "city", "state", "addressLine1", "postalCode")
    person = ("firstName", "lastName", "phoneNumber")
    return {
        "id": customer["commerceId"],
        **_parts(customer, "firstName", "lastName", "email", "culture", "language"),
        "companyName": customer["name"],
        "defaultAddress": _parts(customer, *place, *person),
        "links": {"self": link(f"/customers/{customer['id']}/profiles/billing")},
        "attributes": {"etag": "-4242348048554929329", "objectType": "CustomerBillingProfile"},
    }


def _parts(customer: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: customer[name] for name in names if customer.get(name)}
