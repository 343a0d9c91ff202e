"""Faults strike the calls they were ordered for, as often as ordered (B15, D7)."""

import uuid
from typing import Any

import httpx
import pytest

from tests.entrypoints.simulator.partner import CONTOSO, Partner


def test_a_call_lost_before_buys_nothing(partner: Partner) -> None:
    cart_id = partner.open_cart(CONTOSO)
    partner.fault("lost_before")
    with pytest.raises(httpx.ReadError):
        partner.check_out(CONTOSO, cart_id)
    assert partner.bought() == []
    assert partner.check_out(CONTOSO, cart_id).status_code == 201


def test_an_answer_lost_after_has_bought_once(partner: Partner) -> None:
    cart_id = partner.open_cart(CONTOSO)
    request = {"headers": {"MS-RequestId": str(uuid.uuid4())}}
    partner.fault("lost_after", count=2)
    for _ in range(2):
        with pytest.raises(httpx.ReadError):
            partner.check_out(CONTOSO, cart_id, **request)
    answer = partner.check_out(CONTOSO, cart_id, **request)
    (line,) = partner.bought()
    assert answer.json()["orders"][0]["id"] == line["order_id"]


def test_a_refusal_can_be_any_documented_one(partner: Partner) -> None:
    partner.fault("refusal", method="GET", path="*/products", code="400036", description="No.")
    path = "/v1/products?country=DE&targetView=SoftwarePerpetual"
    refused = partner.call("GET", path)
    assert refused.status_code == 403
    assert refused.json()["code"] == "400036"
    assert partner.call("GET", path).status_code == 200


def test_a_refused_order_is_no_order(partner: Partner) -> None:
    partner.fault("refusal", as_order_error=True)
    body = partner.check_out(CONTOSO, partner.open_cart(CONTOSO)).json()
    assert body["orders"] == []
    assert body["orderErrors"][0]["code"] == 800069
    assert partner.bought() == []


@pytest.mark.parametrize(("status", "body"), [(500, b'"800005"'), (502, b""), (503, b"")])
def test_a_server_error_processes_nothing(partner: Partner, status: int, body: bytes) -> None:
    partner.fault("server_error", status=status)
    answer = partner.check_out(CONTOSO, partner.open_cart(CONTOSO))
    assert answer.status_code == status
    assert body in answer.content
    assert bool(answer.content) == bool(body)
    assert partner.bought() == []


def test_a_malformed_answer_hides_a_purchase(partner: Partner) -> None:
    partner.fault("malformed")
    answer = partner.check_out(CONTOSO, partner.open_cart(CONTOSO))
    assert answer.status_code == 201
    assert answer.text.startswith("<html>")
    assert len(partner.bought()) == 1


def test_a_perpetual_id_can_be_withheld_for_a_while(partner: Partner) -> None:
    """S21, S22."""
    partner.fault("no_perpetual_id", seconds=60)
    bought = partner.buy()
    partner.wait(30)
    waiting = partner.order(bought)
    assert waiting["status"] == "completed"
    assert "subscriptionId" not in waiting["lineItems"][0]
    partner.wait(31)
    assert "subscriptionId" in partner.order(bought)["lineItems"][0]


def test_a_withheld_id_and_a_lost_answer_go_together(partner: Partner) -> None:
    partner.fault("no_perpetual_id")
    partner.fault("lost_before")
    cart_id = partner.open_cart(CONTOSO)
    with pytest.raises(httpx.ReadError):
        partner.check_out(CONTOSO, cart_id)
    order = partner.check_out(CONTOSO, cart_id).json()["orders"][0]
    partner.wait(30)
    assert "subscriptionId" not in partner.order(order)["lineItems"][0]


def test_a_fault_can_strike_tokens_and_price_sheets(partner: Partner) -> None:
    partner.fault("server_error", path="*/oauth2/token", status=503)
    form = {"grant_type": "client_credentials"}
    assert partner.http.post("/tenant/oauth2/token", data=form).status_code == 503
    sheet = "/v1.0/sales/pricesheets(Market='DE',PricesheetView='software')/$value"
    partner.fault("throttled", method="*", path="*pricesheets*")
    assert partner.call("GET", sheet).status_code == 429


def test_faults_wait_for_their_call_and_can_be_taken_back(partner: Partner) -> None:
    partner.fault("server_error", count=3)
    partner.get(f"/v1/customers/{CONTOSO}")
    (waiting,) = partner.control("GET", "/faults")["items"]
    assert (waiting["fault"], waiting["count"]) == ("server_error", 3)
    partner.check_out(CONTOSO, partner.open_cart(CONTOSO))
    assert partner.control("GET", "/faults")["items"][0]["count"] == 2
    assert partner.control("DELETE", "/faults") == {"removed": 1}
    partner.buy()


@pytest.mark.parametrize(
    "wrong",
    [
        {"fault": "earthquake"},
        {"fault": ["lost_after"]},
        {"fault": "no_perpetual_id", "delay_seconds": 1},
        {"fault": "throttled", "retry_after": "soon"},
        {"fault": "lost_after", "count": 0},
        {"fault": "lost_after", "sconds": 3},
        {"fault": "lost_after", "probability": 0},
        {"fault": "lost_after", "probability": 1.5},
        {"fault": "refusal", "status": 200},
        {"fault": "refusal", "as_order_error": 1},
    ],
)
def test_a_senseless_fault_is_refused(partner: Partner, wrong: dict[str, Any]) -> None:
    answer = partner.http.post("/_simulator/faults", json=wrong)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert partner.control("GET", "/faults")["items"] == []


def test_a_fault_strikes_some_calls_by_chance(partner: Partner) -> None:
    partner.fault("throttled", method="GET", path="*", count=1000, probability=0.5)
    statuses = {partner.call("GET", f"/v1/customers/{CONTOSO}").status_code for _ in range(60)}
    assert statuses == {200, 429}


def test_entitlements_can_be_refused(partner: Partner) -> None:
    partner.fault("refusal", method="GET", path="*/entitlements", code="900308")
    path = f"/v1/customers/{CONTOSO}/entitlements"
    assert partner.call("GET", path).json()["code"] == "900308"
    assert partner.call("GET", path).status_code == 200


def test_calls_beyond_the_limit_of_a_minute_are_throttled(partner: Partner) -> None:
    partner.get(f"/v1/customers/{CONTOSO}")
    partner.control("POST", "/clock", {"now": "2030-01-01T00:00:30Z"})
    partner.wait(0)
    partner.settings(requests_per_minute=2, token_lifetime_seconds=10**9)
    answers = [partner.call("GET", f"/v1/customers/{CONTOSO}") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["retry-after"]) <= 30
    partner.wait(31)
    assert partner.call("GET", f"/v1/customers/{CONTOSO}").status_code == 200


@pytest.mark.parametrize(
    ("shape", "code", "also"),
    [
        ("standard", "60003", {"source", "data"}),
        ("numeric_code", 60003, {"source", "data"}),
        ("extended", 60003, {"message", "errorName", "isRetryable"}),
    ],
)
def test_errors_come_in_the_documented_shapes(
    partner: Partner, shape: str, code: str | int, also: set[str]
) -> None:
    partner.settings(error_shape=shape)
    missing = partner.call("GET", "/v1/customers/nobody").json()
    assert missing["code"] == code
    assert also <= set(missing)
