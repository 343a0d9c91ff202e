"""Carts answer as documented: line errors inside a 201, refusals of the whole (B15, D31)."""

from typing import Any

import httpx
import pytest

from tests.entrypoints.simulator.partner import (
    AEGEAN,
    CONTOSO,
    HELLENIC,
    NORDLICHT,
    TAILSPIN,
    Partner,
)


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def cart(partner: Partner, customer: str, cart_id: str) -> Any:
    return partner.get(f"/v1/customers/{customer}/carts/{cart_id}")


def test_a_cart_repeats_its_line_with_currency_and_order_group(partner: Partner) -> None:
    item = partner.item(HELLENIC)
    cart_id = partner.open_cart(HELLENIC, catalogItemId=item, quantity=3, friendlyName="PO 1 #ab")
    opened = cart(partner, HELLENIC, cart_id)
    assert opened["status"] == "Active"
    assert opened["lineItems"] == [
        {
            "id": 0,
            "catalogItemId": item,
            "quantity": 3,
            "billingCycle": "one_time",
            "friendlyName": "PO 1 #ab",
            "currencyCode": "EUR",
            "orderGroup": "0",
        }
    ]


def test_names_of_a_request_are_read_in_any_case(partner: Partner) -> None:
    line = {"CatalogItemId": partner.item(CONTOSO), "Quantity": 1, "BillingCycle": "OneTime"}
    answer = partner.call("POST", f"/v1/customers/{CONTOSO}/carts", json={"LineItems": [line]})
    assert answer.status_code == 201
    assert answer.json()["lineItems"][0]["billingCycle"] == "one_time"


def test_a_rotated_item_makes_a_line_error_and_refuses_the_checkout(partner: Partner) -> None:
    item = partner.item(CONTOSO)
    partner.control("POST", "/rotate")
    cart_id = partner.open_cart(CONTOSO, catalogItemId=item)
    (line,) = cart(partner, CONTOSO, cart_id)["lineItems"]
    assert line["error"]["errorCode"] == "catalogItemIdIsNotValid"
    assert code(partner.check_out(CONTOSO, cart_id)) == (400, "800009")
    assert partner.bought() == []


def test_an_item_that_rotates_after_the_cart_was_opened_is_found_at_checkout(
    partner: Partner,
) -> None:
    cart_id = partner.open_cart(CONTOSO)
    partner.control("POST", "/rotate")
    assert code(partner.check_out(CONTOSO, cart_id)) == (400, "800009")
    assert "error" in cart(partner, CONTOSO, cart_id)["lineItems"][0]
    fresh = {"catalogItemId": partner.item(CONTOSO), "quantity": 1}
    replaced = partner.send_cart(CONTOSO, fresh, cart_id=cart_id)
    assert (replaced.status_code, replaced.json()["id"]) == (201, cart_id)
    assert partner.check_out(CONTOSO, cart_id).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"quantity": 0}, "invalidInput"),
        ({"quantity": 10_001}, "invalidInput"),
        ({"billingCycle": "monthly"}, "billingPlanNotSupported"),
        ({"termDuration": "P1Y"}, "billingPlanNotSupported"),
    ],
)
def test_a_line_that_cannot_be_sold_so_carries_its_error(
    partner: Partner, wrong: dict[str, Any], error: str
) -> None:
    cart_id = partner.open_cart(CONTOSO, **wrong)
    assert cart(partner, CONTOSO, cart_id)["lineItems"][0]["error"]["errorCode"] == error


def test_a_segment_needs_its_approved_qualification(partner: Partner) -> None:
    """S61: in review is not enough, and what is withdrawn is missed at checkout."""
    education = partner.item(NORDLICHT, segment="education")
    cart_id = partner.open_cart(NORDLICHT, catalogItemId=education)
    line = {"catalogItemId": education, "quantity": 1}
    assert code(partner.send_cart(CONTOSO, line)) == (400, "800024")
    partner.control("DELETE", f"/customers/{NORDLICHT}/qualifications")
    assert code(partner.check_out(NORDLICHT, cart_id)) == (400, "800024")


def test_an_item_of_another_country_is_refused(partner: Partner) -> None:
    line = {"catalogItemId": partner.item(CONTOSO), "quantity": 1}
    assert code(partner.send_cart(AEGEAN, line)) == (400, "800070")


def test_a_purchase_needs_the_customer_agreement(partner: Partner) -> None:
    cart_id = partner.open_cart(TAILSPIN)
    assert code(partner.check_out(TAILSPIN, cart_id)) == (403, "13605")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"lineItems":[]}', b'{"lineItems":[{}]}'])
def test_a_cart_without_readable_lines_is_refused(partner: Partner, body: bytes) -> None:
    answer = partner.call("POST", f"/v1/customers/{CONTOSO}/carts", content=body)
    assert code(answer) == (400, "800002")


def test_a_cart_is_unknown_to_others_and_gone_when_it_expires(partner: Partner) -> None:
    cart_id = partner.open_cart(CONTOSO)
    assert code(partner.check_out(HELLENIC, cart_id)) == (404, "800008")
    partner.wait(7 * 24 * 3600 + 1)
    path = f"/v1/customers/{CONTOSO}/carts/{cart_id}"
    assert code(partner.call("GET", path)) == (404, "800008")
    assert code(partner.check_out(CONTOSO, cart_id)) == (404, "800008")
