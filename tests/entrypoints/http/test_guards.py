"""Only this machine, and no other site's page, gets an answer."""

from __future__ import annotations

import httpx
import pytest

from tests.entrypoints.http.served import Api

ACCOUNT = {"kind": "reseller", "name": "Foreign", "currency": "EUR"}


@pytest.mark.parametrize("host", ["perpetua.example", "127.0.0.1.evil.example", "[::2]", "", "a b"])
def test_a_rebound_name_is_not_served(api: Api, host: str) -> None:
    answer = api.http.get("/api/v1/organisation", headers={"Host": host})
    assert answer.status_code == 400
    assert "Demo" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8700", "127.0.0.1:1", "[::1]:8700"])
def test_the_names_of_this_machine_are_served(api: Api, host: str) -> None:
    assert api.http.get("/health/live", headers={"Host": host}).is_success


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_another_sites_page_does_not_write(api: Api, origin: str) -> None:
    end = api.ledger_end()
    answer = api.post("/accounts", ACCOUNT, origin=origin)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert api.ledger_end() == end


def test_a_page_of_this_server_writes(api: Api) -> None:
    assert api.post("/accounts", ACCOUNT, origin=str(api.http.base_url)).is_success


def test_nobody_is_told_that_pages_of_others_may_read(api: Api) -> None:
    answer: httpx.Response = api.http.get(
        "/api/v1/organisation", headers={"Origin": "https://evil.example"}
    )
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
