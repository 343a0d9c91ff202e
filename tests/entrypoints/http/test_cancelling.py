"""Giving licences back over HTTP (S4, S10, D24, D30)."""

from __future__ import annotations

from tests.entrypoints.http.served import Api, Json, done
from tests.entrypoints.http.shop import bought, failed, new_key

BECAUSE = {"reason": "bought by mistake"}


def test_a_customer_requests_and_an_operator_approves(api: Api, contoso: str) -> None:
    """S4, D30, D24, S88."""
    asset, me = bought(api, contoso)["id"], f"customer:{contoso}"
    path = f"/assets/{asset}/cancel"
    advice = done(api.get(path, acting_as=me))
    assert (advice["credit"], advice["days_left"]) == (
        {"amount": "469.75", "currency": "EUR"},
        30,
    )
    assert "keys are revoked" in advice["message"]
    asked = done(api.post(f"/storefront{path}", BECAUSE, acting_as=me))
    assert asked["cancellation"]["requested_by"] == me
    found = done(api.get("/assets", cancellation="requested"))["items"]
    assert asset in {each["id"] for each in found}
    assert api.post(path, BECAUSE, acting_as=me).status_code == 403
    approved = api.post(f"{path}?wait=10", {"reason": "agreed"})
    assert (approved.status_code, approved.json()["status"]) == (200, "canceled")
    told = approved.json()["cancellation"]
    assert (told["state"], told["how"], told["credited"]) == ("cancelled", "vendor", True)
    assert (told["reason"], told["decision"]) == ("bought by mistake", "agreed")
    again = api.post(path, BECAUSE)
    assert (again.status_code, again.json()["code"]) == (409, "asset_canceled")
    credit, charge = _items(api, asset)
    assert (credit["kind"], credit["takes_back"], charge["kind"]) == ("credit", "charge", "charge")
    assert credit["total"] == {"amount": "-469.75", "currency": "EUR"}


def test_without_waiting_the_worker_asks_microsoft(api: Api, contoso: str) -> None:
    """D4."""
    asset = bought(api, contoso)["id"]
    key = new_key()
    stored = api.post(f"/assets/{asset}/cancel", BECAUSE, key=key)
    assert (stored.status_code, stored.json()["status"]) == (202, "active")
    assert stored.json()["cancellation"]["state"] == "attempted"
    assert api.post(f"/assets/{asset}/cancel", BECAUSE, key=key).json() == stored.json()
    refreshed = done(api.post(f"/assets/{asset}/refresh"))
    assert refreshed["status"] == "canceled"


def test_microsofts_refusal_is_told_and_the_licence_stays(api: Api, contoso: str) -> None:
    """D30: 900117."""
    asset = bought(api, contoso)["id"]
    api.simulator.set(cancellation_window_hours=0)
    try:
        refused = done(api.post(f"/assets/{asset}/cancel?wait=10", BECAUSE))
    finally:
        api.simulator.set(cancellation_window_hours=720)
    told = refused["cancellation"]
    assert (refused["status"], told["state"], told["refusal_code"]) == (
        "active",
        "refused",
        "900117",
    )
    assert "cancellation window" in told["refusal_message"]
    assert [each["kind"] for each in _items(api, asset)] == ["charge"]


def test_a_declined_request_leaves_everything_as_it_was(api: Api, contoso: str) -> None:
    """D30."""
    asset, me = bought(api, contoso)["id"], f"customer:{contoso}"
    api.post(f"/storefront/assets/{asset}/cancel", BECAUSE, acting_as=me)
    declined = done(api.post(f"/assets/{asset}/cancel/decline", {"reason": "it is in use"}))
    assert (declined["status"], declined["cancellation"]["state"]) == ("active", "declined")
    shown = done(api.get(f"/storefront/assets/{asset}", acting_as=me))
    assert shown["cancellation"]["decision"] == "it is in use"
    again = api.post(f"/assets/{asset}/cancel/decline", BECAUSE)
    assert again.json()["code"] == "cancellation_not_requested"


def test_somebody_elses_licence_does_not_exist(api: Api, contoso: str, university: str) -> None:
    """D3."""
    theirs, me = bought(api, university)["id"], f"customer:{contoso}"
    for answer in (
        api.get(f"/assets/{theirs}/cancel", acting_as=me),
        api.post(f"/storefront/assets/{theirs}/cancel", BECAUSE, acting_as=me),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_cancellation_needs_a_reason(api: Api, contoso: str) -> None:
    """B11."""
    path = f"/assets/{bought(api, contoso)['id']}/cancel"
    for body in ({}, {"reason": "x"}):
        assert api.post(path, body).status_code == 422


def test_a_failed_asset_is_canceled_without_credit(api: Api, contoso: str) -> None:
    """D30."""
    asset = failed(api, contoso)["id"]
    assert done(api.get(f"/assets/{asset}/cancel"))["credit"] is None
    canceled = api.post(f"/assets/{asset}/cancel", BECAUSE)
    assert (canceled.status_code, canceled.json()["cancellation"]["how"]) == (200, "local")
    assert _items(api, asset) == []


def _items(api: Api, asset: str) -> list[Json]:
    items = done(api.get("/invoices/items", limit=500))["items"]
    return [each for each in items if each["asset_id"] == asset]
