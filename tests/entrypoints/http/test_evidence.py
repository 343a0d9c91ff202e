"""The hash chain, signed heads and the export over HTTP (B4)."""

from __future__ import annotations

import json
from pathlib import Path

from entrypoints.offline.verify_export import verified_files
from entrypoints.settings import Settings
from tests.entrypoints.http.served import Api, done, served

EVA = "auditor:eva"


def test_b4_an_auditor_verifies_the_ledger(api: Api) -> None:
    found = done(api.get("/audit/verification", acting_as=EVA))
    assert (found["ok"], found["first_bad_position"], found["problem"]) == (True, None, None)
    assert found["events"] == found["head"]["events"] == api.ledger_end()


def test_b4_an_export_is_verified_against_a_head_of_the_same_api(api: Api, tmp_path: Path) -> None:
    head = api.post("/audit/heads", key="the head of today")
    assert head.status_code == 201
    assert api.post("/audit/heads", key="the head of today").json() == head.json()
    exported = api.get("/audit/events", acting_as=EVA)
    assert exported.headers["Content-Type"] == "application/jsonl"
    files = [tmp_path / name for name in ("events.jsonl", "head.json", "key.pem")]
    key = done(api.get("/audit/public-key", acting_as=EVA))
    contents = (exported.content, head.content, key["pem"].encode())
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    verdict = verified_files(*files)
    assert (verdict.ok, verdict.events) == (True, head.json()["events"])
    assert len(exported.text.splitlines()) == verdict.events
    assert json.loads(exported.text.splitlines()[-1])["hash"] == head.json()["hash"]


def test_b4_heads_are_listed_newest_first_and_in_pages(api: Api) -> None:
    done(api.post("/audit/heads"))
    page = api.get("/audit/heads", acting_as=EVA, limit=1)
    assert len(page.json()["items"]) == 1
    refused = api.get("/audit/heads", after="x")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_input")


def test_b4_an_auditor_signs_nothing(api: Api) -> None:
    refused = api.post("/audit/heads", acting_as=EVA)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


def test_b4_before_anything_was_signed_there_is_no_key(empty: Settings) -> None:
    with served(empty) as api:
        assert api.get("/audit/public-key").json()["code"] == "not_found"
        assert done(api.get("/audit/heads")) == {"items": [], "next": None}
