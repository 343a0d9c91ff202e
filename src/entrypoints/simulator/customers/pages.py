"""The calls about customers: list, show, create, qualifications and agreements."""

import json
from typing import Any

from entrypoints.simulator.customers.register import (
    billing_profile,
    customer_of,
    has_agreed,
    in_full,
    in_list,
)
from entrypoints.simulator.customers.seeds import AGREEMENT, AGREEMENT_TEMPLATE, agree
from entrypoints.simulator.wire.answer import Answer, collection
from entrypoints.simulator.wire.call import Call, fold_names
from entrypoints.simulator.wire.paging import page_of
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

PAGE = 500
FILTERED = {"companyname": "name", "domain": "domain"}
OPTIONAL = ("state", "addressLine1", "firstName", "lastName", "phoneNumber")


def list_customers(world: World, call: Call) -> Answer:
    customers = _filtered(world.store.all("customer"), call.query.get("filter"))
    shown, size = [in_list(customer) for customer in customers], _page_size(call)
    body = page_of(shown, call, size=size, uri=f"/customers?size={size}")
    if following := body["links"].get("next"):
        body["continuationToken"] = following["headers"][0]["value"]
    return Answer(document=body)


def _page_size(call: Call) -> int:
    size = call.query.get("size", str(PAGE))
    if not size.isdecimal() or not 0 < int(size) <= PAGE:
        raise refusal("800002")
    return int(size)


def _filtered(customers: list[dict[str, Any]], asked: str | None) -> list[dict[str, Any]]:
    if asked is None:
        return customers
    try:
        wanted = fold_names(json.loads(asked))
        name, value = FILTERED[wanted["field"].lower()], str(wanted["value"]).casefold()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refusal("3000") from None
    return [customer for customer in customers if customer[name].casefold().startswith(value)]


def show_customer(world: World, call: Call) -> Answer:
    return Answer(document=in_full(customer_of(world, call)))


def create_customer(world: World, call: Call) -> Answer:
    customer = _new_customer(world, call.json())
    world.store.put("customer", customer["id"], body=customer)
    shown = in_full(customer) | {
        "billingProfile": billing_profile(customer),
        "relationshipToPartner": "none",
        "userCredentials": {"userName": "admin", "password": world.ids.secret(12)},
    }
    return Answer(status=201, document=shown)


def _new_customer(world: World, body: dict[str, Any]) -> dict[str, Any]:
    try:
        billing, domain = body["billingprofile"], body["companyprofile"]["domain"]
        address = billing["defaultaddress"]
        known = {name: address[name.lower()] for name in ("country", "city", "postalCode")}
        culture = str(billing["culture"])
        known |= {"name": billing["companyname"], "email": billing["email"], "culture": culture}
    except (KeyError, TypeError):
        raise refusal("3000") from None
    known |= {name: address[name.lower()] for name in OPTIONAL if address.get(name.lower())}
    ids = {"id": world.ids.uuid(), "commerceId": world.ids.uuid()}
    language = billing.get("language") or culture.partition("-")[0]
    country = str(known["country"]).upper()
    return ids | known | {"domain": domain, "language": language, "country": country}


def list_qualifications(world: World, call: Call) -> Answer:
    customer = customer_of(world, call)
    return Answer(document=world.store.all("qualification", customer["id"]))


def list_agreements(world: World, call: Call) -> Answer:
    customer = customer_of(world, call)
    asked = call.query.get("agreementtype", "MicrosoftCloudAgreement")
    held = world.store.all("agreement", customer["id"]) if _is_customer_agreement(asked) else []
    return Answer(document=collection(held))


def confirm_agreement(world: World, call: Call) -> Answer:
    customer, body = customer_of(world, call), call.json()
    if not _is_customer_agreement(str(body.get("type", ""))) or "dateagreed" not in body:
        raise refusal("3000")
    if has_agreed(world, customer["id"]):
        raise refusal("600061")
    agree(world.store, customer["id"], body={"dateAgreed": body["dateagreed"]})
    return Answer(status=201, document=world.store.find("agreement", customer["id"]))


def show_agreement_templates(world: World, call: Call) -> Answer:
    template = {
        "templateId": AGREEMENT_TEMPLATE,
        "agreementType": AGREEMENT,
        "agreementLink": "https://docs.microsoft.com/partner-center/agreements",
        "versionRank": 0,
    }
    return Answer(document=collection([template], "/agreements"))


def _is_customer_agreement(name: str) -> bool:
    return name.lower() == AGREEMENT.lower()


ROUTES = (
    Route("GET", "/v1/agreements", show_agreement_templates, user_only=True),
    Route("GET", "/v1/customers", list_customers),
    Route("POST", "/v1/customers", create_customer),
    Route("GET", "/v1/customers/{customer}", show_customer),
    Route("GET", "/v1/customers/{customer}/qualifications", list_qualifications),
    Route("GET", "/v1/customers/{customer}/agreements", list_agreements, user_only=True),
    Route("POST", "/v1/customers/{customer}/agreements", confirm_agreement, user_only=True),
)
