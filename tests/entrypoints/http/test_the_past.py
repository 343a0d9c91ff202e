"""`?at=` and `?version=`: lists and things as they were, and where in the ledger (B5, D15, D34)."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import bought

OFFICE = "DG7GMGF0DWTL:0001:SEG0001"
LISTS = (
    "/assets?limit=500",
    "/orders?limit=500",
    "/products?limit=500",
    "/accounts?limit=500",
    "/instances",
    "/exchange-rates",
)


def now() -> str:
    return datetime.now(UTC).isoformat()


def test_a_list_at_a_time_is_the_list_that_was_read_then(api: Api, contoso: str) -> None:
    asset = bought(api, contoso)["id"]
    buyer = f"customer:{contoso}"
    end, then = api.ledger_end(), now()
    read = {path: done(api.http.get(f"/api/v1{path}")) for path in LISTS}
    shown = done(api.get("/storefront/products", acting_as=buyer, limit=500))
    mine = done(api.get("/storefront/assets", acting_as=buyer, limit=500))
    done(api.patch(f"/assets/{asset}", {"name": "Renamed since"}))
    bought(api, contoso)
    for path, seen in read.items():
        asked = httpx.URL(f"/api/v1{path}").copy_merge_params({"at": then})
        past = done(api.http.get(asked))
        assert past["items"] == seen["items"], path
        assert past["as_of"]["position"] == end
        assert "as_of" not in seen
    assert (
        done(api.get("/storefront/products", acting_as=buyer, at=then, limit=500))["items"]
        == shown["items"]
    )
    past = done(api.get("/storefront/assets", acting_as=buyer, at=then, limit=500))
    assert past["items"] == mine["items"]
    assert not any("cost" in each for each in past["items"])


def test_the_pages_of_one_listing_are_of_one_moment(api: Api, contoso: str) -> None:
    first_asset, second_asset = bought(api, contoso)["id"], bought(api, contoso)["id"]
    then = now()
    answer = api.get("/assets", at=then, limit=1)
    page = done(answer)
    assert answer.links["next"]["url"]
    done(api.patch(f"/assets/{first_asset}", {"name": "Renamed since"}))
    following = done(api.get("/assets", at=then, limit=1, after=page["next"]))
    assert following["as_of"] == page["as_of"]
    assert [page["items"][0]["id"], following["items"][0]["id"]] == [second_asset, first_asset]
    assert following["items"][0]["name"] != "Renamed since"


@pytest.mark.parametrize("thing", ["order", "product", "account", "instance", "organisation"])
def test_a_thing_as_it_was_names_its_place_in_the_ledger(
    api: Api, contoso: str, instance: str, thing: str
) -> None:
    order = bought(api, contoso)["order_id"]
    path = {
        "order": f"/orders/{order}",
        "product": f"/products/{instance}/{OFFICE}",
        "account": f"/accounts/{contoso}",
        "instance": f"/instances/{instance}",
        "organisation": "/organisation",
    }[thing]
    today = done(api.get(path))
    end, then = api.ledger_end(), now()
    past = done(api.get(path, at=then))
    assert past.pop("as_of")["position"] == end
    assert past == today
    first = done(api.get(path, version=1))
    assert first["as_of"]["version"] == 1
    for wrong in ({"at": then, "version": 1}, {"version": 9_999}, {"at": "yesterday"}):
        assert api.get(path, **wrong).status_code == 422
    assert api.get(path, at="2001-01-01T00:00:00Z").status_code == 404


def test_the_payable_price_of_a_day(api: Api, contoso: str) -> None:
    path, buyer = f"/storefront/products/{OFFICE}/price", f"customer:{contoso}"
    today = done(api.get(path, acting_as=buyer))
    assert done(api.get(path, acting_as=buyer, at=now())) == today
    assert api.get(path, acting_as=buyer, at="2001-01-01T00:00:00Z").status_code == 404


def test_the_past_of_others_is_not_told_either(api: Api, contoso: str, university: str) -> None:
    """D3."""
    order = bought(api, university)["order_id"]
    buyer = f"customer:{contoso}"
    for path in (f"/orders/{order}", f"/accounts/{university}"):
        assert api.get(path, acting_as=buyer, at=now()).status_code == 404
    assert api.get("/assets", acting_as=buyer, at=now()).status_code == 403
