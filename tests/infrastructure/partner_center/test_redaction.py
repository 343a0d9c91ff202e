"""What is kept of an exchange: what decides, and never a secret or a person (B6)."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from application.ports.exchanges import MASK
from infrastructure.partner_center.pages import Page
from infrastructure.partner_center.purchase_payloads import OrderPayload
from infrastructure.partner_center.redaction import LONGEST_BODY, READ, Redaction, _members

SECRET = "s3cr3t-Zx81-value"
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtYXJpYSJ9.c2lnbmF0dXJl"
UNREAD = st.from_regex(r"[a-z]{1,12}", fullmatch=True).filter(lambda name: name not in READ)
SECRETS = st.recursive(
    st.just(SECRET) | st.just(f"x {SECRET}") | st.integers(10**9, 10**10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(READ)), inner)
    ),
    max_leaves=5,
)
HARMLESS = st.none() | st.booleans() | st.sampled_from(["pending", "one_time", "EUR", ""])


def redacted(body: object, *, token: str = "") -> Any:
    kept, is_cut = Redaction(token).body(json.dumps(body).encode())
    assert not is_cut
    return json.loads(kept)


@given(
    secret=st.dictionaries(UNREAD, SECRETS, min_size=1, max_size=3),
    read=st.dictionaries(st.sampled_from(sorted(READ)), HARMLESS, max_size=3),
    depth=st.integers(0, 4),
)
def test_b6_no_secret_in_a_member_that_is_not_read_survives(
    secret: dict[str, Any], read: dict[str, Any], depth: int
) -> None:
    body: Any = {**read, **secret}
    for _ in range(depth):
        body = {"items": [body], "status": "pending"}
    kept = Redaction("").body(json.dumps(body).encode())[0]
    assert SECRET not in kept
    assert not re.search(r"\d{10}", kept)


@given(
    member=st.sampled_from(sorted(READ)),
    around=st.sampled_from(["{}", "see {}", "{} expired", '"{}"']),
)
def test_b6_the_token_of_the_request_survives_nowhere(member: str, around: str) -> None:
    said = around.format(SECRET)
    body = json.dumps({member: said, "items": [{member: said}], "links": {"next": {"uri": said}}})
    redaction = Redaction(f"Bearer {SECRET}")
    assert SECRET not in redaction.body(body.encode())[0]
    assert SECRET not in redaction.body(said.encode())[0]
    assert SECRET not in redaction.path(httpx.URL(f"http://host/v1/{SECRET}?x={SECRET}"))
    assert SECRET not in redaction.words(said)


@given(content=st.binary(max_size=300))
@example(content=b"\xef\xbb\xbf{}")
@example(content=b"[" * 100_000)
@example(content=b'{"items":[{"id":"\\ud800"}]}')
@example(content=b'{"links":{"next":{"uri":"http://["}}}')
@example(content=b'{"quantity":' + b"9" * 5000 + b"}")
@example(content=b"\x00")
def test_b6_any_body_can_be_kept_as_text(content: bytes) -> None:
    kept, is_cut = Redaction("").body(content)
    assert kept.encode("utf-8").decode() == kept
    assert len(kept) <= LONGEST_BODY
    assert "\x00" not in kept
    assert not is_cut


@pytest.mark.parametrize(
    "said",
    [
        f"Token {JWT} is expired.",
        "Authorization: Bearer abc.def",
        "client_secret=abc.def is wrong",
        "Ask maria.papadopoulou@kafeneio.example for it.",
        "Call +30 210 555-0100 now.",
    ],
)
def test_b6_a_sentence_is_kept_without_tokens_addresses_and_numbers(said: str) -> None:
    kept = redacted({"code": "800069", "description": said})
    assert kept["code"] == "800069"
    assert MASK in kept["description"]
    for private in (JWT, "abc.def", "maria", "555"):
        assert private not in kept["description"]


def test_b6_customers_are_masked_whole() -> None:
    customer = {
        "id": "c0ffee00-0000-4000-8000-000000000003",
        "companyProfile": {"companyName": "Kafeneio", "email": "m@k.example"},
        "billingProfile": {"defaultAddress": {"country": "GR", "phoneNumber": "2105550100"}},
    }
    assert redacted(customer) == {
        "id": customer["id"],
        "companyProfile": {"companyName": MASK, "email": MASK},
        "billingProfile": {"defaultAddress": {"country": MASK, "phoneNumber": MASK}},
    }


def test_b6_our_own_friendly_name_is_kept_and_no_others() -> None:
    """D32."""
    ours, theirs = "Office LTSC 2024 PX-0123456789", "Office for Maria"
    lines = [{"friendlyName": ours, "quantity": 2}, {"friendlyName": theirs, "quantity": 1}]
    kept = redacted({"lineItems": lines})["lineItems"]
    assert [line["friendlyName"] for line in kept] == [ours, MASK]
    assert [line["quantity"] for line in kept] == [2, 1]


@pytest.mark.parametrize("id", ["-qg-ErcO_4MPb", "_x", "DZH318Z0BQ4B:000Z:DZH318Z0DSPL", "eyJhb"])
def test_b6_ids_of_every_form_are_kept(id: str) -> None:
    assert redacted({"id": id, "offerId": id}) == {"id": id, "offerId": id}


def test_b6_a_continuation_is_told_apart_and_not_told() -> None:
    """So that a replay follows the pages as they were followed."""
    first, second = (redacted({"continuationToken": token}) for token in ("page-2", "page-3"))
    assert first != second
    assert "page-2" not in str(first)


def test_b6_a_link_keeps_its_path_and_hides_what_it_carries() -> None:
    link = {
        "uri": "/customers/c1/orders?size=500&cursor=abc",
        "headers": [{"key": "k", "value": "v"}],
    }
    kept = redacted({"links": {"next": link}})["links"]["next"]
    assert kept["uri"].startswith("/customers/c1/orders?size=500&cursor=hidden-")
    assert "abc" not in kept["uri"]
    assert kept["headers"][0]["value"] not in ("v", MASK)


def test_b6_a_long_body_loses_what_nobody_reads_first() -> None:
    orders = [{"id": f"order-{n}", "transactionNote": "x" * 40} for n in range(1500)]
    kept, is_cut = Redaction("").body(json.dumps({"items": orders}).encode())
    assert not is_cut
    assert "transactionNote" not in kept
    assert len(json.loads(kept)["items"]) == 1500


def test_b6_what_is_too_long_is_cut_and_says_so() -> None:
    orders = [{"id": "o" * 100} for _ in range(1500)]
    kept, is_cut = Redaction("").body(json.dumps({"items": orders}).encode())
    assert (len(kept), is_cut) == (LONGEST_BODY, True)


@pytest.mark.parametrize("body", [b"<html>Maria</html>", b'{"id": "order-1', b"[1,"])
def test_b6_half_an_answer_and_a_page_are_not_kept(body: bytes) -> None:
    assert Redaction("").body(body) == (f"{body.decode()[0]}{MASK}", False)


def test_b6_whatever_the_adapter_reads_of_a_collection_is_kept() -> None:
    """But for the distributor's costs (D15)."""
    assert set(_members(Page[OrderPayload])) - READ == {"pricing", "price"}
