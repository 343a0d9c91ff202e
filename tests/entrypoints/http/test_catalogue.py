"""Get Services Definition over HTTP: preview, confirm, run, publish (S50, S51, D22, D23)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.entrypoints.http.problems import refused, status_and_code
from tests.entrypoints.http.served import Api, Json, done
from tests.entrypoints.http.shop import OFFICE, new_instance

_PREVIEW = {
    *("instance_id", "digest", "services", "new", "updated", "discontinued", "unchanged"),
    *(
        "on_sale",
        "needs_override",
        "changes",
        "warnings",
        "localisation_gaps",
        "quarantine",
        "quarantined",
    ),
    *("failed_countries", "countries"),
}


@pytest.fixture
def fresh(api: Api) -> str:
    """An instance of its own, not synced yet."""
    return new_instance(api)


@pytest.fixture
def synced(api: Api, fresh: str) -> str:
    done(api.post("/sync-runs", {"instance_id": fresh, "yes": True}))
    return fresh


@pytest.fixture
def withdrawn(api: Api, synced: str) -> Iterator[None]:
    """Half of what the instance has is not sold any more."""
    items = sorted({each["code"].rpartition(":")[0] for each in _products(api, synced)})
    for item in items[: len(items) // 2]:
        product, sku = item.split(":")
        api.simulator.withdraw(product, sku)
    yield
    api.simulator.bring_back()


def _states(api: Api, instance: str) -> list[str]:
    runs = done(api.get("/sync-runs", limit=500))["items"]
    return [each["state"] for each in runs if each["instance_id"] == instance]


def _products(api: Api, instance: str) -> list[Json]:
    found: list[Json] = done(api.get("/products", instance_id=instance, limit=500))["items"]
    return found


def test_a_preview_tells_all_that_a_run_would_do(api: Api, fresh: str) -> None:
    """S50, S51, B8."""
    end = api.ledger_end()
    found = done(api.post(f"/instances/{fresh}/sync-preview"))
    assert api.ledger_end() == end
    assert set(found) == _PREVIEW
    assert found["new"] == len(found["changes"]) > 100
    assert {each["status"] for each in found["changes"]} == {"new"}
    assert {each["country"] for each in found["countries"]} == {"DE", "GR"}


def test_what_was_previewed_is_confirmed_and_kept_in_the_run_log(api: Api, fresh: str) -> None:
    """S35, S50, S80, D22."""
    preview = done(api.post(f"/instances/{fresh}/sync-preview"))
    run = api.post("/sync-runs", {"instance_id": fresh, "confirmed": preview["digest"]})
    assert run.status_code == 201
    told = done(api.get(f"/sync-runs/{run.json()['run_id']}"))
    assert (told["state"], told["digest"]) == ("applied", preview["digest"])
    assert [country for country, _ in told["sheets"]] == ["DE", "GR"]
    assert told["countries"] == preview["countries"]
    assert told in done(api.get("/sync-runs", limit=500))["items"]
    assert api.get(f"/sync-runs/{uuid4()}").json()["code"] == "not_found"


def test_a_changed_world_answers_with_the_new_preview(api: Api, synced: str) -> None:
    """D22."""
    old = done(api.post(f"/instances/{synced}/sync-preview"))["digest"]
    done(api.patch(f"/instances/{synced}", {"countries": ["GR"]}))
    before = _products(api, synced)
    answer = api.post("/sync-runs", {"instance_id": synced, "confirmed": old})
    problem = answer.json()
    assert status_and_code(problem) == (409, "catalogue_changed")
    assert set(problem["details"]) == _PREVIEW
    assert problem["details"]["discontinued"] > 0
    assert _products(api, synced) == before
    again = {"instance_id": synced, "confirmed": problem["details"]["digest"]}
    done(api.post("/sync-runs", again))


def test_a_problem_that_words_explain_has_no_details(api: Api) -> None:
    assert api.get(f"/sync-runs/{uuid4()}").json()["details"] is None


@pytest.mark.usefixtures("withdrawn")
def test_a_run_that_would_discontinue_many_needs_to_be_allowed(api: Api, synced: str) -> None:
    """D23."""
    preview = done(api.post(f"/instances/{synced}/sync-preview"))
    assert preview["needs_override"]
    run = {"instance_id": synced, "confirmed": preview["digest"]}
    refusal = api.post("/sync-runs", run)
    assert status_and_code(refusal.json()) == (409, "mass_discontinuation")
    assert "discontinued" not in {each["catalog_status"] for each in _products(api, synced)}
    applied = done(api.post("/sync-runs", run | {"allow_mass_discontinuation": True}))
    assert applied["discontinued"] == preview["discontinued"]
    assert done(api.get(f"/sync-runs/{applied['run_id']}"))["overridden"]


def test_one_run_at_a_time_holds_an_instance(api: Api, fresh: str) -> None:
    """D22."""
    api.simulator.fault("slow", method="GET", path="*", seconds=2)
    run = {"instance_id": fresh, "yes": True}
    with ThreadPoolExecutor() as beside:
        first = beside.submit(api.post, "/sync-runs", run)
        while _states(api, fresh) != ["running"]:
            assert not first.done()
            time.sleep(0.02)
        second = api.post("/sync-runs", run)
        assert status_and_code(second.json()) == (409, "sync_running")
        assert done(first.result())["new"] > 0
    assert _states(api, fresh) == ["applied"]
    mine = done(api.get("/sync-runs", instance_id=fresh))["items"]
    assert [each["instance_id"] for each in mine] == [fresh]


def test_products_are_published_and_hidden_by_hand(api: Api, synced: str) -> None:
    """D23."""
    path = f"/products/{synced}/{OFFICE}"
    assert not done(api.get(path))["published"]
    shown = api.patch(path, {"published": True})
    assert done(shown)["published"]
    assert shown.headers["ETag"] == f'"{shown.json()["version"]}"'
    offered = done(api.get("/storefront/products", instance_id=synced))["items"]
    assert [each["code"] for each in offered] == [OFFICE]
    listed = done(api.get("/products", instance_id=synced, published=True))["items"]
    assert [each["code"] for each in listed] == [OFFICE]
    assert not done(api.patch(path, {"published": False}))["published"]
    assert done(api.get("/storefront/products", instance_id=synced))["items"] == []
    late = api.patch(path, {"published": True}, if_match=shown.headers["ETag"])
    assert status_and_code(late.json()) == (412, "stale_version")


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        (OFFICE, {}, (422, "invalid_input")),
        (OFFICE, {"published": "yes"}, (422, "invalid_input")),
        (OFFICE, {"published": True, "name": "Mine"}, (422, "invalid_input")),
        ("DG7GMGF0DXXX:0001:SEG0001", {"published": True}, (404, "not_found")),
        ("office", {"published": True}, (422, "invalid_input")),
    ],
)
def test_an_odd_publication_is_refused(
    api: Api, instance: str, path: str, body: Json, expected: tuple[int, str]
) -> None:
    """D23."""
    assert status_and_code(refused(api, "PATCH", f"/products/{instance}/{path}", body)) == expected


def test_those_who_only_look_do_not_publish(api: Api, instance: str) -> None:
    """D3."""
    path = f"/products/{instance}/{OFFICE}"
    problem = refused(api, "PATCH", path, {"published": False}, acting_as="auditor:eva")
    assert status_and_code(problem) == (403, "forbidden")
