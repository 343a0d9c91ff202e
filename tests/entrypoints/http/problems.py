"""Refusals, as tests read them."""

from __future__ import annotations

from tests.entrypoints.http.served import Api, Json


def refused(api: Api, method: str, path: str, body: Json | None = None, **headers: str) -> Json:
    """The problem document of a write that must change nothing."""
    before = api.ledger_end()
    write = api.post if method == "POST" else api.patch
    answer = write(path, body if body is not None else {}, **headers)
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    problem: Json = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:perpetua:problem:{problem['code']}"
    assert problem["instance"] == f"/api/v1{path}".partition("?")[0]
    assert problem["correlation_id"] == answer.headers["Perpetua-Correlation-Id"]
    assert api.ledger_end() == before
    return problem


def status_and_code(problem: Json) -> tuple[int, str]:
    return problem["status"], problem["code"]
