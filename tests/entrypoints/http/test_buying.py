"""Pausing and resuming buying over HTTP (D33, B24)."""

from __future__ import annotations

from entrypoints.settings import Settings
from tests.entrypoints.http.served import done, served


def test_d33_an_operator_pauses_and_resumes(empty: Settings) -> None:
    with served(empty) as api:
        assert done(api.get("/buying"))["allowed"]
        paused = done(api.post("/buying/pause", {"reason": "Microsoft answers strangely"}))
        assert (paused["allowed"], paused["cause"]) == (False, "by-hand")
        again = api.post("/buying/pause", {"reason": "once more"})
        assert (again.status_code, again.json()["code"]) == (409, "buying_paused")
        assert "Microsoft answers strangely" in again.json()["detail"]
        assert done(api.post("/buying/resume", {"reason": "it is well again"}))["allowed"]
        again = api.post("/buying/resume", {"reason": "it is well again"})
        assert (again.status_code, again.json()["code"]) == (409, "buying_not_paused")


def test_a_decision_needs_a_reason_and_an_operator(empty: Settings) -> None:
    with served(empty) as api:
        for path in ("/buying/pause", "/buying/resume"):
            assert api.post(path, {}).status_code == 422
            assert api.post(path, {"reason": "x"}).status_code == 422
            refused = api.post(path, {"reason": "an audit"}, acting_as="auditor:eva")
            assert refused.status_code == 403
        assert done(api.get("/buying", acting_as="auditor:eva"))["allowed"]


def test_a_repeated_request_pauses_once(empty: Settings) -> None:
    with served(empty) as api:
        for _ in range(2):
            done(api.post("/buying/pause", {"reason": "an audit"}, key="one"))
        assert api.get("/buying").json()["cause"] == "by-hand"
