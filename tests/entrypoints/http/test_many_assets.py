"""Many assets in one request, each with its own result (B12)."""

from __future__ import annotations

from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import (
    CONTOSO_TENANT,
    OFFICE,
    bought,
    failed,
    new_key,
    quoted,
)


def test_failed_ones_are_asked_about_and_bought_again_together(api: Api, contoso: str) -> None:
    """B12, S13, S29, S30."""
    assets = [failed(api, contoso)["id"], failed(api, contoso)["id"], bought(api, contoso)["id"]]
    asked = done(api.get("/assets/reprovision", asset_id=assets))
    assert [bool(each["challenge"]) for each in asked["items"]] == [True, True, False]
    assert asked["items"][2]["refused"]["code"] == "asset_not_failed"
    cost = asked["items"][0]["challenge"]["cost_today"]
    assert [(each["currency"], float(each["amount"])) for each in asked["total"]] == [
        (cost["currency"], 2 * float(cost["amount"]))
    ]
    everything = done(api.get("/assets/reprovision"))["items"]
    assert set(assets[:2]) <= {each["asset"] for each in everything}
    first, second = (each["challenge"]["token"] for each in asked["items"][:2])
    answers = [
        {"asset_id": assets[0], "token": first},
        {"asset_id": assets[1], "token": "another"},
        {"asset_id": new_key(), "token": second},
    ]
    confirmed = api.post("/assets/reprovision", {"confirmations": answers}, reason="paid again")
    assert confirmed.status_code == 202
    results = confirmed.json()["items"]
    assert [each["confirmed"] for each in results] == [True, False, False]
    assert [each["refused"] and each["refused"]["code"] for each in results] == [
        None,
        "challenge_outdated",
        "not_found",
    ]
    refreshed = done(api.post("/assets/refresh", {"assets": assets[:2]}))["items"]
    assert refreshed[0]["refreshed"]["sync_state"] == "synchronized"
    assert refreshed[1]["refused"]["code"] == "asset_not_synchronized"


def test_whatever_is_missing_is_looked_for(api: Api, contoso: str) -> None:
    """B12, D14."""
    order = quoted(api, contoso, OFFICE)
    left = done(api.post(f"/orders/{order}/execute"))["items"][0]["id"]
    report = done(api.post("/assets/refresh", {"all_missing": True}))
    found = {each["asset"]: each["refreshed"] for each in report["items"]}
    assert found[left]["sync_state"] == "synchronized"
    assert report["left"] == 0


def test_a_request_names_assets_or_takes_all(api: Api) -> None:
    for body in ({}, {"assets": [new_key()], "all_missing": True}):
        assert api.post("/assets/refresh", body).status_code == 422
    assert api.post("/assets/reprovision", {"confirmations": []}).status_code == 422


def test_a_licence_is_linked_by_its_perpetual_id(api: Api, contoso: str) -> None:
    """S32, D8."""
    path = f"/assets/{failed(api, contoso)['id']}"
    order = api.simulator.buy(
        customer=CONTOSO_TENANT, product_id="DG7GMGF0DWTL", sku_id="0001", seconds_ago=1800
    )
    [line] = [each for each in api.simulator.order_lines() if each["order_id"] == order]
    link = {"perpetual_id": line["subscription_id"], "reason": "found in the portal"}
    linked = done(api.post(f"{path}/link", link))
    assert linked["perpetual_order_id"] == order
    nothing = api.post(f"{path}/link", {"reason": "found in the portal"})
    assert nothing.status_code == 422
