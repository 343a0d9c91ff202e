"""No published payload is without a test of what the adapter makes of it."""

import ast
import json
import re
from pathlib import Path

import httpx
import pytest

from application.ports.microsoft.errors import OutcomeUnknown, VendorUnavailable
from tests.infrastructure.partner_center.samples import SAMPLES, needs_samples, sample
from tests.infrastructure.partner_center.support import (
    CART,
    REQUEST,
    TENANT,
    Center,
)

pytestmark = needs_samples

BROKEN = [
    "cart_checkout_response",
    "catalog_availabilities_list",
    "catalog_products_by_country",
    "catalog_skus_list",
    "country_validation_us_docs",
    "invoice_lineitems_onetime_page1",
    "orders_list",
    "qualification_post_response",
    "qualifications_approved",
]
ANSWERS_TO_OTHER_QUESTIONS = [
    "agreement_metadata.json",
    "audit_records.json",
    "check_inventory_response.json",
    "country_validation_us_docs.repaired.json",
    "graph_operation_running.json",
    "invoice_summaries.json",
    "order_provisioningstatus.json",
    "recorded_countryvalidation_us.session.json",
    "webhook_registration_response.json",
]
REQUESTS = [
    "auth_apponly_token_request.http.txt",
    "cart_create_request.http.txt",
    "customer_create_request.http.txt",
    "webhook_test_event.http.txt",
]


def answered(name: str) -> Center:
    return Center(httpx.Response(200, content=sample(name)))


def body(name: str) -> str:
    """What stands below a message's headers."""
    return re.split(r"\n\s*\n", sample(name).decode().replace("\r", ""), maxsplit=1)[1]


def test_every_published_payload_is_named_by_a_test_of_this_suite() -> None:
    named = {f"{stem}.{end}" for stem in BROKEN for end in ("json.txt", "repaired.json")}
    for module in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.add(node.value)
    assert {each.name for each in SAMPLES.iterdir()} - named == set()


def test_every_payload_that_is_no_json_is_known_and_has_a_repaired_twin() -> None:
    assert {each.name for each in SAMPLES.glob("*.json.txt")} == {f"{n}.json.txt" for n in BROKEN}
    told = sample("SOURCES.md").decode()
    assert all(f"| {name}.json.txt |" in told for name in BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_d7_d17_what_is_no_json_proves_nothing_whatever_was_asked(name: str) -> None:
    """Not bought is never concluded, nothing is taken for empty, and nothing of it is kept."""
    broken = f"{name}.json.txt"
    with pytest.raises(ValueError):  # noqa: PT011 - whichever way it is broken
        json.loads(sample(broken))
    with pytest.raises(VendorUnavailable, match="answer is unreadable"):
        answered(broken).vendor.find_orders(TENANT)
    with pytest.raises(VendorUnavailable, match="answer is unreadable"):
        answered(broken).vendor.find_entitlements(TENANT)
    with pytest.raises(OutcomeUnknown) as unknown:
        answered(broken).vendor.check_out(TENANT, CART, REQUEST)
    assert (unknown.value.vendor_code, unknown.value.answered) == ("unreadable_answer", True)
    json.loads(sample(f"{name}.repaired.json"))


@pytest.mark.parametrize("name", ANSWERS_TO_OTHER_QUESTIONS)
def test_d7_d17_an_answer_to_another_question_proves_nothing(name: str) -> None:
    with pytest.raises(VendorUnavailable, match="answer is unreadable"):
        answered(name).vendor.find_orders(TENANT)
    with pytest.raises(VendorUnavailable, match="answer is unreadable"):
        answered(name).vendor.find_entitlements(TENANT)
    with pytest.raises(OutcomeUnknown):
        answered(name).vendor.check_out(TENANT, CART, REQUEST)


@pytest.mark.parametrize("name", REQUESTS)
def test_d7_a_request_that_is_echoed_as_an_answer_proves_nothing(name: str) -> None:
    echo = Center(httpx.Response(200, text=body(name)))
    with pytest.raises(VendorUnavailable, match="answer is unreadable"):
        echo.vendor.find_orders(TENANT)
