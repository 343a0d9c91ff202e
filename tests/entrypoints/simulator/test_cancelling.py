"""Orders are given back whole or by line, for thirty days (B15, D30, contract 6.7)."""

from typing import Any

import httpx
import pytest

from tests.entrypoints.simulator.partner import CONTOSO, Document, Partner

DAY = 24 * 3600


def path_of(order: Document, name: str = "id") -> str:
    return f"/v1/customers/{CONTOSO}/orders/{order[name]}"


def cancel(partner: Partner, order: Document, *lines: int, **body: Any) -> httpx.Response:
    named = [{"lineItemNumber": number} for number in lines]
    asked = {"id": order["id"], "status": "cancelled"} | ({"lineItems": named} if lines else {})
    return partner.call("PATCH", path_of(order), json=asked | body)


def two_lines(partner: Partner) -> Document:
    item = partner.item(CONTOSO)
    lines = [{"catalogItemId": item, "quantity": quantity} for quantity in (1, 3)]
    cart = partner.send_cart(CONTOSO, *lines).json()
    order: Document = partner.check_out(CONTOSO, cart["id"]).json()["orders"][0]
    partner.wait(1)
    return order


def entitled(partner: Partner) -> list[int]:
    items = partner.get(f"/v1/customers/{CONTOSO}/entitlements")["items"]
    return [item["quantity"] for item in items]


def provided(partner: Partner, order: Document) -> list[str]:
    items = partner.get(f"{path_of(order)}/provisioningstatus")["items"]
    return [item["status"] for item in items]


def test_one_line_is_cancelled_entirely_and_the_others_stay(partner: Partner) -> None:
    order = two_lines(partner)
    answer = cancel(partner, order, 1)
    assert answer.status_code == 200
    assert answer.json()["status"] == "completed"
    assert [line["quantity"] for line in answer.json()["lineItems"]] == [1, 0]
    assert entitled(partner) == [1]
    assert provided(partner, order) == ["fulfilled", "unfulfilled"]
    assert partner.order(order) == answer.json()


def test_the_last_line_cancels_the_order(partner: Partner) -> None:
    order = two_lines(partner)
    cancel(partner, order, 1)
    answer = cancel(partner, order, 0).json()
    assert (answer["status"], entitled(partner)) == ("cancelled", [])
    assert [line["quantity"] for line in answer["lineItems"]] == [0, 0]
    assert provided(partner, order) == ["unfulfilled", "unfulfilled"]


def test_a_whole_order_is_cancelled_by_its_alias_too(partner: Partner) -> None:
    partner.settings(cancelled_quantity="kept_on_whole_orders")
    order = two_lines(partner)
    body = {"id": order["alternateId"], "status": "cancelled"}
    answer = partner.call("PATCH", path_of(order, "alternateId"), json=body).json()
    assert (answer["id"], answer["status"]) == (order["id"], "cancelled")
    assert [line["quantity"] for line in answer["lineItems"]] == [1, 3]
    assert entitled(partner) == []


def test_what_is_cancelled_cannot_be_cancelled_again(partner: Partner) -> None:
    order = two_lines(partner)
    cancel(partner, order, 0)
    for again in (cancel(partner, order, 0), cancel(partner, order)):
        assert (again.status_code, again.json()["code"]) == (400, "800061")
    assert entitled(partner) == [3]


def test_the_window_closes_after_thirty_days_to_the_hour(partner: Partner) -> None:
    kept, late = two_lines(partner), two_lines(partner)
    partner.wait(30 * DAY - 60)
    assert cancel(partner, kept).status_code == 200
    partner.wait(120)
    refused = cancel(partner, late)
    assert (refused.status_code, refused.json()["code"]) == (400, "900117")
    assert "30-day cancellation window" in refused.json()["description"]
    partner.settings(cancellation_window_hours=60 * 24)
    assert cancel(partner, late).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"status": "completed"},
        {"id": "another"},
        {"lineItems": [{"lineItemNumber": 7}]},
        {"lineItems": [{"lineItemNumber": 0, "offerId": "A:B:C"}]},
        {"lineItems": [0]},
    ],
)
def test_a_senseless_cancellation_changes_nothing(partner: Partner, body: Document) -> None:
    order = two_lines(partner)
    refused = cancel(partner, order, **body)
    assert (refused.status_code, refused.json()["code"]) == (400, "800002")
    assert entitled(partner) == [1, 3]


def test_a_pending_adjustment_can_be_ordered_as_a_fault(partner: Partner) -> None:
    order = two_lines(partner)
    partner.fault("refusal", method="PATCH", path="*/orders/*", status=409, code="800014")
    busy = cancel(partner, order)
    assert (busy.status_code, busy.json()["code"]) == (409, "800014")
    assert cancel(partner, order).status_code == 200


def test_somebody_cancels_in_the_portal_without_us_even_after_the_window(partner: Partner) -> None:
    order = two_lines(partner)
    partner.wait(90 * DAY)
    partner.control("POST", f"/orders/{order['alternateId']}/cancel", {"lines": [0]})
    assert [line["quantity"] for line in partner.order(order)["lineItems"]] == [0, 3]
    partner.control("POST", f"/orders/{order['id']}/cancel")
    assert partner.order(order)["status"] == "cancelled"
    assert all(line["cancelled"] for line in partner.bought())
    for path, body in (("nothing", {}), (order["id"], {"lines": [7]})):
        rejected = partner.http.post(f"/_simulator/orders/{path}/cancel", json=body)
        assert rejected.status_code == 400


def test_a_pending_order_may_end_cancelled_instead_of_completed(partner: Partner) -> None:
    partner.settings(orders_become="cancelled")
    order = partner.buy()
    assert order["status"] == "pending"
    partner.wait(1)
    read = partner.order(order)
    assert read["status"] == "cancelled"
    assert "subscriptionId" not in read["lineItems"][0]
    assert (entitled(partner), provided(partner, order)) == ([], ["unfulfilled"])


def test_an_order_cancelled_while_pending_never_shows_a_perpetual_id(partner: Partner) -> None:
    order = partner.buy()
    assert cancel(partner, order).json()["status"] == "cancelled"
    partner.wait(60)
    read = partner.order(order)
    assert (read["status"], "subscriptionId" in read["lineItems"][0]) == ("cancelled", False)


def test_a_cancelled_line_keeps_the_perpetual_id_it_had(partner: Partner) -> None:
    order = two_lines(partner)
    before = partner.order(order)["lineItems"][0]["subscriptionId"]
    cancel(partner, order)
    assert partner.order(order)["lineItems"][0]["subscriptionId"] == before
