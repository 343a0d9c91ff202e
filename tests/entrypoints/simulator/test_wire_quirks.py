"""Microsoft's habits on the wire can be switched on and off (B15)."""

import codecs
import json
from typing import Any

from tests.entrypoints.simulator.partner import CONTOSO, Partner

CUSTOMER = f"/v1/customers/{CONTOSO}"


def test_bodies_start_with_a_byte_order_mark_unless_told_otherwise(partner: Partner) -> None:
    assert partner.call("GET", CUSTOMER).content.startswith(codecs.BOM_UTF8)
    assert partner.call("GET", "/v1/nowhere").content.startswith(codecs.BOM_UTF8)
    partner.settings(bom=False)
    assert partner.call("GET", CUSTOMER).content.startswith(b"{")


def test_headers_are_echoed_once_or_twice(partner: Partner) -> None:
    headers = {"MS-RequestId": "r-1", "MS-CorrelationId": "c-1", "X-Locale": "el-GR"}
    once = partner.call("GET", CUSTOMER, headers=headers).headers
    assert {name: once[name] for name in headers} == headers
    partner.settings(duplicate_echo=True)
    twice = partner.call("GET", CUSTOMER, headers=headers).headers
    assert twice["MS-RequestId"] == "r-1,r-1"
    assert twice["X-Locale"] == "el-GR,el-GR"


def test_a_call_without_ids_gets_some(partner: Partner) -> None:
    answer = partner.call("GET", CUSTOMER)
    assert answer.headers["MS-RequestId"]
    assert answer.headers["MS-CorrelationId"]
    assert answer.headers["X-Locale"] == "en-US"


def test_nothing_is_sent_as_null(partner: Partner) -> None:
    bought = partner.buy()
    partner.wait(1000)
    orders = f"{CUSTOMER}/orders?include_price=true"
    for path in (
        CUSTOMER,
        orders,
        f"{CUSTOMER}/entitlements",
        f"{CUSTOMER}/products?targetView=Software",
    ):
        assert not has_null(json.loads(partner.call("GET", path).content))
    assert not has_null(bought)


def has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(has_null(member) for member in value.values())
    if isinstance(value, list):
        return any(has_null(member) for member in value)
    return value is None
