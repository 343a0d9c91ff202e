"""Settings of the organisation, its instances and accounts over HTTP (S43, S44, D20, D26)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.entrypoints.http.problems import refused, status_and_code
from tests.entrypoints.http.served import Api, Json, done
from tests.entrypoints.http.shop import new_instance, opened

_EVERY_SETTING: Json = {
    "language": "el",
    "language_countries": [["de", "AT"], ["el", "GR"]],
    "credentials": "athens",
    "mpn_id": "4390934",
    "publish_new_products": True,
    "monthly_sync_day": 15,
}


def _shown(answer: Json, wanted: Json) -> Json:
    return {name: answer[name] for name in wanted}


def test_an_instance_is_registered_with_every_setting(api: Api) -> None:
    """S43, S77, S80, D23, D29."""
    new = {"name": "Whole", "partner_tenant": str(uuid4()), "countries": ["GR"], **_EVERY_SETTING}
    registered = done(api.post("/instances", new))
    assert _shown(registered, new) == new


def test_every_setting_is_edited_on_its_own(api: Api) -> None:
    """S44, S48."""
    path = f"/instances/{new_instance(api)}"
    for name, value in {**_EVERY_SETTING, "name": "Other", "countries": ["GR"]}.items():
        before = done(api.get(path))
        edited = done(api.patch(path, {name: value}))
        assert {each for each in before if before[each] != edited[each]} == {name, "version"}
        assert edited[name] == value


def test_null_removes_what_can_be_removed(api: Api) -> None:
    """S80."""
    path = f"/instances/{new_instance(api, **_EVERY_SETTING)}"
    edited = done(api.patch(path, {"mpn_id": None, "monthly_sync_day": None}))
    assert (edited["mpn_id"], edited["monthly_sync_day"]) == (None, None)
    assert edited["credentials"] == "athens"
    problem = refused(api, "PATCH", path, {"name": None, "language": None})
    assert status_and_code(problem) == (422, "invalid_input")
    assert "language, name" in problem["errors"][0]["message"]


@pytest.mark.parametrize(
    "changes",
    [
        {"monthly_sync_day": 29},
        {"monthly_sync_day": "first"},
        {"language": "klingon!"},
        {"language_countries": [["el"]]},
        {"language_countries": {"el": "GR"}},
        {"publish_new_products": "yes"},
        {"default_currency": "USD"},
        {"credentials": " "},
        {"secret": "hidden"},
    ],
)
def test_an_odd_setting_is_refused(api: Api, instance: str, changes: Json) -> None:
    """S44, D29."""
    problem = refused(api, "PATCH", f"/instances/{instance}", changes)
    assert status_and_code(problem) == (422, "invalid_input")


def test_a_run_does_not_change_the_version_that_was_seen(api: Api) -> None:
    """D22: whoever read an instance may edit it after a run."""
    instance = new_instance(api)
    path = f"/instances/{instance}"
    seen = api.get(path).headers["ETag"]
    done(api.post("/sync-runs", {"instance_id": instance, "yes": True}))
    assert api.get(path).headers["ETag"] == seen
    edited = api.patch(path, {"name": "Renamed"}, if_match=seen)
    assert edited.headers["ETag"] != seen
    late = refused(api, "PATCH", path, {"name": "Late"}, if_match=seen)
    assert status_and_code(late) == (412, "stale_version")


def test_rates_may_go_before_microsofts_lists(api: Api) -> None:
    """D20."""
    assert done(api.patch("/organisation", {"rates_override_lists": True}))["rates_override_lists"]
    off = done(api.patch("/organisation", {"rates_override_lists": False}))
    assert not off["rates_override_lists"]
    assert off["currencies"] == ["EUR", "ILS", "USD"]


def test_an_account_is_edited_in_parts(api: Api) -> None:
    """S75, D26."""
    path = f"/accounts/{opened(api, kind='reseller', name='Kos', mpn_id='17')}"
    assert done(api.get(path))["mpn_id"] == "17"
    assert done(api.patch(path, {"mpn_id": "18"}))["address"]["country"] == "DE"
    moved = {"address": {"country": "GR"}, "mpn_id": "19"}
    both = done(api.patch(path, moved, if_match=api.get(path).headers["ETag"]))
    assert (both["address"]["country"], both["mpn_id"]) == ("GR", "19")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"address": None},
        {"mpn_id": "mine"},
        {"mpn_id": "18", "address": {"country": "Greece"}},
        {"address": {"city": "Ulm"}},
    ],
)
def test_an_odd_account_is_refused_as_a_whole(
    api: Api, reseller: str, changes: dict[str, Any]
) -> None:
    """D18, D26."""
    problem = refused(api, "PATCH", f"/accounts/{reseller}", changes)
    assert status_and_code(problem) == (422, "invalid_input")


def test_a_customer_has_no_mpn_id(api: Api, contoso: str) -> None:
    """D26."""
    problem = refused(api, "PATCH", f"/accounts/{contoso}", {"mpn_id": "18"})
    assert status_and_code(problem) == (422, "invalid_input")


def test_a_reseller_without_mpn_id_cannot_resell(api: Api, instance: str) -> None:
    """D26."""
    reseller = opened(api, kind="reseller", name="Nameless")
    tenant = "c0ffee00-0000-4000-8000-000000000003"
    buyer = opened(api, name="Buyer", reseller_id=reseller, tenant_id=tenant, instance_id=instance)
    lines = [{"product": "DG7GMGF0DWTL:0001:SEG0001"}]
    order = done(api.post("/orders", {"account_id": buyer, "lines": lines}))["id"]
    problem = refused(api, "POST", f"/orders/{order}/quote")
    assert status_and_code(problem) == (409, "reseller_without_mpn_id")
