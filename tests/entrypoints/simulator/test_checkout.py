"""A checkout buys each order group of a cart once, however often it is repeated (B15, B1)."""

import uuid

import httpx

from tests.entrypoints.simulator.partner import CONTOSO, Document, Partner


def lines(partner: Partner, count: int) -> list[Document]:
    return [
        {"catalogItemId": partner.item(CONTOSO), "quantity": number + 1} for number in range(count)
    ]


def test_a_second_checkout_gives_the_first_result_again(partner: Partner) -> None:
    cart_id = partner.open_cart(CONTOSO)
    first = partner.check_out(CONTOSO, cart_id)
    partner.wait(60)
    again = partner.check_out(CONTOSO, cart_id)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert len(partner.bought()) == 1
    assert partner.get(f"/v1/customers/{CONTOSO}/carts/{cart_id}")["status"] == "Ordered"


def test_a_second_checkout_can_be_refused_as_older_documents_say(partner: Partner) -> None:
    partner.settings(replayed_checkout="already_submitted")
    cart_id = partner.open_cart(CONTOSO)
    partner.check_out(CONTOSO, cart_id)
    refused = partner.check_out(CONTOSO, cart_id)
    assert (refused.status_code, refused.json()["code"]) == (400, "800065")
    assert len(partner.bought()) == 1


def test_an_ordered_cart_cannot_be_filled_again(partner: Partner) -> None:
    cart_id = partner.open_cart(CONTOSO)
    partner.check_out(CONTOSO, cart_id)
    refused = partner.send_cart(CONTOSO, *lines(partner, 1), cart_id=cart_id)
    assert (refused.status_code, refused.json()["code"]) == (400, "800065")


def test_lines_of_one_cart_become_one_order(partner: Partner) -> None:
    cart = partner.send_cart(CONTOSO, *lines(partner, 2)).json()
    (order,) = partner.check_out(CONTOSO, cart["id"]).json()["orders"]
    assert [line["lineItemNumber"] for line in order["lineItems"]] == [0, 1]
    assert [line["quantity"] for line in order["lineItems"]] == [1, 2]


def test_a_partly_refused_checkout_buys_only_the_rest_when_repeated(partner: Partner) -> None:
    partner.settings(order_groups="per_line")
    cart = partner.send_cart(CONTOSO, *lines(partner, 2)).json()
    partner.fault("refusal", as_order_error=True, order_group="1")
    partly = partner.check_out(CONTOSO, cart["id"])
    assert partly.status_code == 201
    (error,) = partly.json()["orderErrors"]
    assert (error["orderGroupId"], error["code"]) == ("1", 800069)
    assert len(partly.json()["orders"]) == 1
    whole = partner.check_out(CONTOSO, cart["id"]).json()
    assert "orderErrors" not in whole
    assert whole["orders"][0]["id"] == partly.json()["orders"][0]["id"]
    assert [line["quantity"] for line in partner.bought()] == [1, 2]


def test_the_same_request_id_replays_the_first_answer(partner: Partner) -> None:
    """D32: also for the opening of a cart."""
    line = lines(partner, 1)[0]

    def opened(request_id: str) -> httpx.Response:
        path, body = f"/v1/customers/{CONTOSO}/carts", {"lineItems": [line]}
        return partner.call("POST", path, json=body, headers={"MS-RequestId": request_id})

    request_id = str(uuid.uuid4())
    first = opened(request_id).json()
    assert opened(request_id).json() == first
    assert opened(str(uuid.uuid4())).json()["id"] != first["id"]


def test_a_replayed_checkout_is_the_first_answer_even_if_it_was_a_refusal(
    partner: Partner,
) -> None:
    cart_id = partner.open_cart(CONTOSO)
    request = {"headers": {"MS-RequestId": str(uuid.uuid4())}}
    partner.fault("refusal")
    assert partner.check_out(CONTOSO, cart_id, **request).status_code == 403
    assert partner.check_out(CONTOSO, cart_id, **request).status_code == 403
    assert partner.check_out(CONTOSO, cart_id).status_code == 201


def test_a_throttled_request_id_is_still_fresh(partner: Partner) -> None:
    cart_id = partner.open_cart(CONTOSO)
    request = {"headers": {"MS-RequestId": str(uuid.uuid4())}}
    partner.fault("throttled", retry_after=7)
    throttled = partner.check_out(CONTOSO, cart_id, **request)
    assert (throttled.status_code, throttled.headers["retry-after"]) == (429, "7")
    assert throttled.json()["statusCode"] == 429
    assert partner.check_out(CONTOSO, cart_id, **request).status_code == 201


def test_a_denied_caller_does_not_spoil_a_request_id(partner: Partner) -> None:
    cart_id = partner.open_cart(CONTOSO)
    request_id = {"MS-RequestId": str(uuid.uuid4())}
    expired = {"headers": request_id | {"Authorization": "Bearer expired"}}
    assert partner.check_out(CONTOSO, cart_id, **expired).status_code == 401
    assert partner.check_out(CONTOSO, cart_id, headers=request_id).status_code == 201
