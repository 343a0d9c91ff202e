"""What is heard of an asset's calls, and the adapter on what was heard (B6)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import httpx
import pytest

from application import conversations
from application.ports.exchanges import Exchange
from application.ports.microsoft.errors import OutcomeUnknown, VendorRefused, VendorUnavailable
from application.ports.rehearsals import NotRecorded
from core.kernel.errors import Refused
from infrastructure.partner_center.partner_centers import PartnerCenterVendor
from infrastructure.partner_center.replaying import PartnerCenterReplays
from infrastructure.partner_center.settings import PartnerCenterAddress
from tests.infrastructure.partner_center.support import (
    CART,
    LINE,
    REQUEST,
    TENANT,
    TODAY,
    Answer,
    Center,
    fixture,
    instance,
)


@contextmanager
def hearing() -> Iterator[list[Exchange]]:
    """As inside a step of an asset."""
    heard: list[Exchange] = []
    before = conversations._heard.set(heard)
    try:
        yield heard
    finally:
        conversations._heard.reset(before)


class StandingClock:
    def __init__(self) -> None:
        self.moments: list[datetime] = []

    def now(self) -> datetime:
        return TODAY

    def wait(self, seconds: float) -> None:
        self.moments.append(TODAY + timedelta(seconds=seconds))

    def move_to(self, moment: datetime) -> None:
        self.moments.append(moment)


def replaying(exchanges: Sequence[Exchange]) -> PartnerCenterVendor:
    replays = PartnerCenterReplays(PartnerCenterAddress())
    vendor = replays.vendors(exchanges, StandingClock()).of(instance())
    assert isinstance(vendor, PartnerCenterVendor)
    return vendor


def answered(status: int, body: object = None, **headers: str) -> httpx.Response:
    return httpx.Response(
        status, json=body, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def orders(*ids: str, token: str = "") -> httpx.Response:
    items = [{"id": id, "billingCycle": "one_time", "lineItems": []} for id in ids]
    following = {"continuationToken": token} if token else {}
    return answered(200, {"items": items, **following})


def test_b6_an_exchange_tells_what_was_asked_and_answered() -> None:
    center = Center(
        httpx.Response(
            201, content=fixture("cart.json"), headers={"MS-RequestId": "r-1", "Set-Cookie": "c"}
        )
    )
    with hearing() as heard:
        center.vendor.create_cart(TENANT, LINE, REQUEST)
    (told,) = heard
    assert (told.method, told.path) == ("POST", f"/v1/customers/{TENANT}/carts")
    assert (told.status, told.failure, told.request_id) == (201, None, str(REQUEST))
    assert told.headers == {"MS-RequestId": "r-1"}
    assert json.loads(told.request)["lineItems"][0]["quantity"] == 2
    assert told.at == TODAY
    assert told.milliseconds >= 0


def test_b6_no_token_is_heard_and_no_call_for_one() -> None:
    center = Center(answered(401, {"code": "x", "description": "token-1 is no more"}), orders("o1"))
    with hearing() as heard:
        center.vendor.find_orders(TENANT)
    assert center.token_requests
    assert [each.status for each in heard] == [401, 200]
    assert "token-1" not in repr(heard)
    assert "s3cret" not in repr(heard)


def test_b6_outside_of_a_step_nothing_is_heard() -> None:
    center = Center(orders("o1"), orders("o2"))
    with hearing() as heard:
        pass
    center.vendor.find_orders(TENANT)
    assert heard == []


def test_b6_a_call_without_answer_tells_how_it_failed() -> None:
    center = Center(httpx.ReadTimeout("no answer to token-1"))
    with hearing() as heard, pytest.raises(OutcomeUnknown):
        center.vendor.check_out(TENANT, CART, REQUEST)
    assert [(each.status, each.failure) for each in heard] == [
        (None, "ReadTimeout: no answer to …")
    ]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ReadTimeout("late"),
        httpx.ConnectError("nobody"),
        httpx.RemoteProtocolError("cut"),
        answered(409, {"code": "1", "description": "odd"}),
        answered(400, {"code": "800065", "description": "submitted"}),
        answered(403, {"code": "800069", "description": "Risk check failed."}),
        answered(429, {}, Retry_After="7"),
        answered(500, {"code": "800005", "description": "sorry"}),
        httpx.Response(502, text="<html>"),
        httpx.Response(201, text="half"),
        answered(201, {"orders": [], "orderErrors": [{"code": "800030", "description": "no"}]}),
    ],
    ids=str,
)
def test_b6_d7_every_verdict_of_a_checkout_is_the_same_when_it_is_replayed(answer: Answer) -> None:
    with hearing() as heard, pytest.raises(Refused) as then:
        Center(answer).vendor.check_out(TENANT, CART, REQUEST)
    with pytest.raises(type(then.value)) as now:
        replaying(heard).check_out(TENANT, CART, REQUEST)
    assert vars(now.value) == vars(then.value)


def test_b6_pages_are_followed_in_a_replay_as_they_were() -> None:
    center = Center(orders("o1", token="to page 2"), orders("o2", token="to page 3"), orders("o3"))
    with hearing() as heard:
        then = center.vendor.find_orders(TENANT)
    assert "to page" not in repr(heard)
    assert replaying(heard).find_orders(TENANT) == then
    assert [order.order_id for order in then] == ["o1", "o2", "o3"]


def test_b6_links_are_followed_in_a_replay_as_they_were() -> None:
    first = {"items": [], "links": {"next": {"uri": "/customers/c/orders?cursor=secret"}}}
    center = Center(answered(200, first), orders("o2"))
    with hearing() as heard:
        then = center.vendor.find_orders(TENANT)
    assert "secret" not in repr(heard)
    assert replaying(heard).find_orders(TENANT) == then


def test_b6_reads_that_were_repeated_are_repeated_in_a_replay() -> None:
    center = Center(answered(503), answered(429, {}, Retry_After="3"), orders("o1"))
    with hearing() as heard:
        center.vendor.find_orders(TENANT)
    assert [each.status for each in heard] == [503, 429, 200]
    assert len(replaying(heard).find_orders(TENANT)) == 1


def test_b6_a_question_that_was_not_recorded_is_named() -> None:
    with pytest.raises(NotRecorded, match=f"GET /v1/customers/{TENANT}/orders"):
        replaying([]).find_orders(TENANT)


def test_b6_other_words_in_a_request_are_not_what_was_asked() -> None:
    center = Center(httpx.Response(201, content=fixture("cart.json")))
    with hearing() as heard:
        center.vendor.create_cart(TENANT, LINE, REQUEST)
    other = type(LINE)(LINE.catalog_id, 3, LINE.friendly_name)
    with pytest.raises(NotRecorded, match='"quantity":3'):
        replaying(heard).create_cart(TENANT, other, REQUEST)


def test_b6_an_answer_that_was_cut_is_not_replayed() -> None:
    center = Center(orders(*(f"{'o' * 100}{n}" for n in range(1500))))
    with hearing() as heard:
        center.vendor.find_orders(TENANT)
    with pytest.raises(NotRecorded, match="too long to be kept"):
        replaying(heard).find_orders(TENANT)


def test_b6_a_refused_read_is_refused_again() -> None:
    center = Center(answered(404, {"code": "20002", "description": "No such order."}))
    with hearing() as heard, pytest.raises(VendorRefused) as then:
        center.vendor.read_order(TENANT, "o1")
    with pytest.raises(VendorRefused) as now:
        replaying(heard).read_order(TENANT, "o1")
    assert now.value.message == then.value.message


def test_b6_a_failure_of_a_kind_nobody_knows_is_no_answer() -> None:
    center = Center(
        httpx.ConnectError("x"),
        httpx.ConnectError("x"),
        httpx.ConnectError("x"),
        httpx.ConnectError("x"),
    )
    with hearing() as heard, pytest.raises(VendorUnavailable):
        center.vendor.read_order(TENANT, "o1")
    odd = [type(each)(**{**vars(each), "failure": "Client: odd"}) for each in heard]
    with pytest.raises(VendorUnavailable):
        replaying(odd).read_order(TENANT, "o1")
