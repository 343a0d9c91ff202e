"""Everything that happened over HTTP: pages, one event, and files (B11, S27)."""

from __future__ import annotations

import csv
import json
from io import StringIO
from uuid import UUID, uuid4

import pytest

from tests.entrypoints.http.served import Api, Json, done
from tests.entrypoints.http.shop import bought, opened

EVA = "auditor:eva"


def page(api: Api, **filters: str | int) -> Json:
    found: Json = done(api.get("/audit/history", acting_as=EVA, **filters))
    return found


def moved(api: Api, name: str = "Moving") -> str:
    account = opened(api, kind="reseller", name=name)
    address = {"address": {"country": "GR", "city": "=1+1"}}
    done(api.patch(f"/accounts/{account}", address, acting_as="operator:maria", reason="-moved"))
    return account


def test_b11_a_program_reads_what_happened_to_one_thing(api: Api) -> None:
    account = moved(api)
    newest, *_ = page(api, thing_id=account)["items"]
    assert (newest["kind"], newest["actor"], newest["reason"], newest["channel"]) == (
        "account.billing-address-given.v1",
        "operator:maria",
        "-moved",
        "http",
    )
    assert {"field": "country", "before": "DE", "after": "GR"} in newest["changes"]
    assert page(api, thing_id=account, oldest_first=True)["items"][-1] == newest
    span = {"from": newest["time"], "actor": "operator:maria", "kind": "account"}
    assert page(api, **span)["items"] == [newest]
    assert page(api, to=newest["time"], thing_id=account, actor="operator:maria") == {
        "items": [],
        "next": None,
    }


def test_b11_pages_follow_each_other(api: Api, contoso: str) -> None:
    asset = bought(api, contoso)["id"]
    whole = page(api, account_id=contoso, kind="asset", limit=500)["items"]
    first = api.get("/audit/history", acting_as=EVA, account_id=contoso, kind="asset", limit=2)
    assert 'rel="next"' in first.headers["Link"]
    found, after = done(first)["items"], done(first)["next"]
    while after:
        following = page(api, account_id=contoso, kind="asset", limit=2, after=after)
        found, after = found + following["items"], following["next"]
    assert found == whole
    assert asset in {each["thing_id"] for each in whole}
    story = done(api.get(f"/assets/{asset}/history", limit=2))
    assert len(story["items"]) == 2
    assert (
        done(api.get(f"/assets/{asset}/history", after=story["next"]))["items"][0]["version"] == 3
    )


def test_b11_an_event_with_what_led_to_it_and_what_it_led_to(api: Api, contoso: str) -> None:
    asset = bought(api, contoso)["id"]
    created, attempted, *_ = done(api.get(f"/assets/{asset}/history"))["items"]
    found = done(api.get(f"/audit/events/{created['position']}", acting_as=EVA))
    assert attempted["position"] in [each["position"] for each in found["effects"]]
    assert found["facts"]["quantity"] == 1
    asked = {"correlation_id": created["correlation_id"], "oldest_first": True}
    assert page(api, **asked)["items"] == found["correlated"]["items"]
    for nowhere in (10**9, 0, 2**63):
        assert api.get(f"/audit/events/{nowhere}").status_code == 404


def test_b11_a_reading_is_kept_with_its_request(api: Api) -> None:
    request = uuid4()
    headers = {"Perpetua-Correlation-Id": str(request), "Perpetua-As": EVA}
    asked = {"kind": "account", "limit": "3"}
    done(api.http.get("/api/v1/audit/history", params=asked, headers=headers))
    (kept,) = api.written(correlation=request)
    assert (kept.topic, kept.metadata.actor) == ("audit-access.read.v1", EVA)
    assert kept.metadata.channel == "http"
    newest, *_ = page(api, kind="audit_access")["items"]
    assert UUID(newest["thing_id"]) == kept.stream_id


def test_b11_a_history_streams_as_json_lines_and_csv(api: Api) -> None:
    account = moved(api, "=1+1")
    asked = {"thing_id": account}
    lines = api.get("/audit/history/export", acting_as=EVA, **asked)
    assert lines.headers["Content-Type"] == "application/jsonl"
    entries = [json.loads(line) for line in lines.text.splitlines()]
    assert entries == page(api, thing_id=account, oldest_first=True)["items"]
    sheet = api.get("/audit/history/export", acting_as=EVA, format="csv", **asked)
    assert sheet.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(sheet.text)))
    assert [row["thing_name"] for row in rows] == ["'=1+1"] * len(entries)
    assert rows[-1]["reason"] == "'-moved"
    newest, *_ = page(api, kind="audit-access")["items"]
    told = {each["field"]: each["after"] for each in newest["changes"]}
    assert (told["query"], told["format"]) == ("history-export", "csv")


def test_b11_the_raw_export_is_a_reading_too(api: Api) -> None:
    done_before = page(api, kind="audit-access")["items"]
    api.get("/audit/events", acting_as=EVA).read()
    newest, *_ = page(api, kind="audit-access")["items"]
    assert newest["position"] not in [each["position"] for each in done_before]
    told = {each["field"]: each["after"] for each in newest["changes"]}
    assert told["query"] == "events-export"


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"kind": "assets"}, (422, "invalid_input")),
        ({"from": "2026-01-31T12:00:00"}, (422, "invalid_input")),
        ({"since": "2026-01-31T12:00:00Z"}, (422, "invalid_input")),
        ({"after": "x"}, (422, "invalid_input")),
        ({"actor": "a\x00b"}, (422, "invalid_input")),
        ({"thing_id": str(UUID(int=7))}, (404, "not_found")),
        ({"account_id": str(UUID(int=7))}, (404, "not_found")),
    ],
)
def test_what_cannot_be_read_is_refused(
    api: Api, asked: dict[str, str], refusal: tuple[int, str]
) -> None:
    answer = api.get("/audit/history", acting_as=EVA, **asked)
    assert (answer.status_code, answer.json()["code"]) == refusal


def test_d3_buyers_read_no_history(api: Api, contoso: str) -> None:
    for path in ("/audit/history", "/audit/history/export", "/audit/events/1"):
        assert api.get(path, acting_as=f"customer:{contoso}").status_code == 403
