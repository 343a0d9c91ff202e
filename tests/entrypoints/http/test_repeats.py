"""Idempotency-Key: repeating a request does nothing twice (B1)."""

from __future__ import annotations

import pytest

from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import new_key

RESELLER = {"kind": "reseller", "name": "Once", "currency": "EUR"}


def test_a_repeated_request_gets_the_first_answer_and_writes_nothing(api: Api) -> None:
    key = new_key()
    first = api.post("/accounts", RESELLER, key=key)
    end = api.ledger_end()
    again = api.post("/accounts", RESELLER, key=key)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["ETag"] == first.headers["ETag"]
    assert api.ledger_end() == end


def test_without_a_key_every_request_is_a_new_one(api: Api) -> None:
    first, second = (done(api.post("/accounts", RESELLER)) for _ in range(2))
    assert first["account_id"] != second["account_id"]


@pytest.mark.parametrize("path", ["/accounts", "/orders"])
def test_a_key_belongs_to_one_request(api: Api, path: str) -> None:
    key = new_key()
    done(api.post("/accounts", RESELLER, key=key))
    other = api.post(path, RESELLER | {"name": "Another"}, key=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_key_belongs_to_one_actor(api: Api) -> None:
    """D3: nobody is answered with what somebody else was."""
    key = new_key()
    first = done(api.post("/accounts", RESELLER, key=key, acting_as="operator:ann"))
    second = done(api.post("/accounts", RESELLER, key=key, acting_as="operator:bob"))
    assert first["account_id"] != second["account_id"]


def test_a_refusal_is_repeated_too(api: Api) -> None:
    key = new_key()
    mistaken = RESELLER | {"currency": "SEK"}
    first = api.post("/accounts", mistaken, key=key)
    again = api.post("/accounts", mistaken, key=key)
    assert (again.status_code, again.content) == (409, first.content)
    assert again.headers["Content-Type"] == "application/problem+json"
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_has_a_sensible_length(api: Api, key: str) -> None:
    refused = api.post("/accounts", RESELLER, key=key)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_input")
