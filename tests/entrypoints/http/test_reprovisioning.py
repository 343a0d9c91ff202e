"""A failed licence over HTTP: ask, then continue or cancel (S13–S15, S29–S31)."""

from __future__ import annotations

from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import CONTOSO_TENANT, failed


def test_continuing_buys_a_new_licence_for_that_asset(api: Api, contoso: str) -> None:
    """S13, S14, S28, S30."""
    path = f"/assets/{failed(api, contoso)['id']}"
    challenge = done(api.get(f"{path}/reprovision"))
    assert "Continuing buys a new licence" in challenge["message"]
    confirmed = api.post(f"{path}/reprovision", {"token": challenge["token"]}, reason="paid again")
    assert confirmed.status_code == 202
    assert confirmed.json()["provisioning_in_progress"] is True
    done(api.post(f"{path}/refresh"))
    asset = done(api.get(path))
    assert asset["sync_status"] == "synchronized"
    assert [each["outcome"] for each in done(api.get(f"{path}/attempts"))["items"]] == [
        "failed",
        "synchronized",
    ]


def test_cancelling_buys_nothing_and_is_remembered(api: Api, contoso: str) -> None:
    """S31, D10."""
    path = f"/assets/{failed(api, contoso)['id']}"
    before = done(api.get(path))
    lines = len(api.simulator.order_lines())
    declined = done(api.post(f"{path}/reprovision/decline", reason="customer left"))
    assert len(api.simulator.order_lines()) == lines
    assert _business(declined) == _business(before)
    *_, last = done(api.get(f"{path}/history"))["items"]
    assert (last["kind"], last["reason"]) == ("asset.reprovision-declined.v1", "customer left")


def test_a_licence_bought_elsewhere_is_linked(api: Api, contoso: str) -> None:
    """S32, D8."""
    path = f"/assets/{failed(api, contoso)['id']}"
    order = api.simulator.buy(
        customer=CONTOSO_TENANT, product_id="DG7GMGF0DWTL", sku_id="0001", quantity=1
    )
    linked = api.post(f"{path}/link", {"order": order, "reason": "found in the portal"})
    assert linked.json()["perpetual_order_id"] == order
    assert linked.headers["ETag"] == f'"{linked.json()["version"]}"'
    *_, last = done(api.get(f"{path}/history"))["items"]
    assert last["reason"] == "found in the portal"


def _business(asset: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in asset.items() if key not in ("version", "as_of")}
