"""Stepping through an asset over HTTP (B6)."""

from __future__ import annotations

from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import failed


def test_b6_the_steps_of_a_failed_asset_with_what_microsoft_answered(
    api: Api, contoso: str
) -> None:
    path = f"/assets/{failed(api, contoso)['id']}/debug"
    steps = done(api.get(path))["steps"]
    last = steps[-1]
    assert last["event"]["kind"] == "asset.sync-failed.v1"
    assert last["inside"]["next_step"] == "nothing"
    (talk,) = last["talks"]
    checkout = talk["conversation"]["exchanges"][-1]
    assert (checkout["method"], checkout["status"]) == ("POST", 403)
    assert talk["replayed"] is None


def test_b6_a_replay_over_http(api: Api, contoso: str) -> None:
    path = f"/assets/{failed(api, contoso)['id']}/debug"
    steps = done(api.get(path, replay=True))["steps"]
    verdicts = [talk["replayed"]["verdict"] for step in steps for talk in step["talks"]]
    assert verdicts == ["same", "same"]
