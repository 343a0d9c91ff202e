"""ETag and If-Match: nobody overwrites what somebody else changed meanwhile."""

from __future__ import annotations

import pytest

from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import bought, opened, quoted


@pytest.mark.parametrize("resource", ["organisation", "instance", "account", "product"])
def test_a_resource_carries_its_version_as_etag(
    api: Api, instance: str, contoso: str, resource: str
) -> None:
    path = {
        "organisation": "/organisation",
        "instance": f"/instances/{instance}",
        "account": f"/accounts/{contoso}",
        "product": f"/products/{instance}/DG7GMGF0DWTL:0001:SEG0001",
    }[resource]
    answer = api.get(path)
    assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_change_on_the_version_that_was_seen_is_made(api: Api, contoso: str) -> None:
    path = f"/assets/{bought(api, contoso)['id']}"
    seen = api.get(path).headers["ETag"]
    changed = api.patch(path, {"name": "Ours"}, if_match=seen)
    assert changed.headers["ETag"] == api.get(path).headers["ETag"] != seen


def test_a_change_on_an_older_version_is_refused(api: Api, contoso: str) -> None:
    path = f"/assets/{bought(api, contoso)['id']}"
    seen = api.get(path).headers["ETag"]
    done(api.patch(path, {"name": "First"}))
    end = api.ledger_end()
    late = api.patch(path, {"name": "Second"}, if_match=seen)
    assert (late.status_code, late.json()["code"]) == (412, "stale_version")
    assert api.ledger_end() == end
    assert done(api.get(path))["name"] == "First"


@pytest.mark.parametrize("resource", ["organisation", "instance", "account", "quote", "execution"])
def test_every_versioned_write_honours_it(
    api: Api, instance: str, contoso: str, resource: str
) -> None:
    if resource == "organisation":
        late = api.patch("/organisation", {"name": "Late"}, if_match='"999"')
    elif resource == "instance":
        late = api.patch(f"/instances/{instance}", {"countries": ["GR"]}, if_match='"999"')
    elif resource == "account":
        moved = {"address": {"country": "GR"}}
        account = opened(api, kind="reseller", name="Moving")
        late = api.patch(f"/accounts/{account}", moved, if_match='"999"')
    else:
        action = {"quote": "quote", "execution": "execute"}[resource]
        late = api.post(f"/orders/{quoted(api, contoso)}/{action}", if_match='"999"')
    assert (late.status_code, late.json()["code"]) == (412, "stale_version")


@pytest.mark.parametrize("tag", ["3", 'W/"3"', '"three"', '"1", "2"', ""])
def test_only_an_etag_of_ours_is_understood(api: Api, tag: str) -> None:
    end = api.ledger_end()
    refused = api.patch("/organisation", {"name": "Mine"}, if_match=tag)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_input")
    assert api.ledger_end() == end


def test_a_star_matches_whatever_is_there(api: Api) -> None:
    assert api.patch("/organisation", {"name": "Demo"}, if_match="*").is_success
