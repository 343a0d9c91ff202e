"""From an organisation to an invoiced licence, over HTTP alone."""

from typing import Any

import pytest

from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import OFFICE, WINDOWS_EDUCATION, bought, quoted


def test_the_sync_created_what_setup_lists(api: Api, instance: str) -> None:
    """S35, S50, S54, S55, S84, S86, S89."""
    (kind,) = done(api.get("/product-types"))["items"]
    assert kind["name"] == "Microsoft Perpetual Licenses"
    assert [each["name"] for each in kind["properties"]] == [
        "Perpetual License SKU",
        "Qualification",
    ]
    assert [each["name"] for each in done(api.get("/custom-fields"))["items"]] == [
        "Perpetual Order ID",
        "Perpetual Order ID Alias",
        "Perpetual ID",
        "Catalog ID",
    ]
    assert done(api.get("/units"))["items"] == [
        {"name": "Licenses", "unit_group": "Recurring Charge"}
    ]
    product = done(api.get(f"/products/{instance}/{WINDOWS_EDUCATION}"))
    assert product["qualification"] == "Education"
    assert {price["currency"] for price in product["list_prices"]} == {"EUR", "ILS"}
    run = done(api.get("/sync-runs", limit=500))["items"][-1]
    products = done(api.get("/products", instance_id=instance, limit=500))["items"]
    assert run["new"] == len(products)


def test_an_order_becomes_licences_that_are_invoiced(api: Api, university: str) -> None:
    """S3, S5, S6, S7, S39, S76, S88, D24."""
    lines = [{"product": WINDOWS_EDUCATION, "quantity": 2}, {"product": OFFICE}]
    drafted = api.post("/orders", {"account_id": university, "lines": lines})
    assert drafted.status_code == 201
    order = drafted.json()
    assert drafted.headers["Location"] == f"/api/v1/orders/{order['id']}"
    quote = done(api.post(f"/orders/{order['id']}/quote"))
    assert quote["status"] == "quoted"
    assert quote["total"]["currency"] == "EUR"
    executed = api.post(f"/orders/{order['id']}/execute?wait=10")
    assert executed.status_code == 200
    windows, office = executed.json()["items"]
    assert (windows["quantity"], windows["sync_status"]) == (2, "synchronized")
    assert office["perpetual_license_sku"] == "Office LTSC Standard 2024"
    items = done(api.get("/invoices/items"))["items"]
    billed = {item["asset_id"]: item["unit"] for item in items}
    assert (billed[windows["id"]], billed[office["id"]]) == ("Licenses", "Licenses")
    proof = done(api.get("/audit/purchase-proof", acting_as="auditor:eva"))
    assert proof["vendor_orders"] >= 2
    assert proof["ok"] is True


def test_without_waiting_the_assets_are_left_to_the_worker(api: Api, contoso: str) -> None:
    """S6, D4, D6."""
    order = quoted(api, contoso)
    executed = api.post(f"/orders/{order}/execute")
    assert executed.status_code == 202
    (asset,) = executed.json()["items"]
    assert (asset["sync_status"], asset["provisioning_in_progress"]) == (None, True)
    listed = done(api.get("/assets", in_progress=True))["items"]
    assert asset["id"] in [each["id"] for each in listed]
    refreshed = done(api.post(f"/assets/{asset['id']}/refresh"))
    assert refreshed["sync_state"] == "synchronized"


def test_billing_lists_a_licence_with_all_that_is_kept_of_it(api: Api, contoso: str) -> None:
    """S1, S2, S8, S17, S18, S20, S26, S53, S83."""
    bought_now = bought(api, contoso)
    everybody = done(api.get("/assets", limit=500))["items"]
    of_account = done(api.get("/assets", account_id=contoso, limit=500))["items"]
    for listed in (everybody, of_account):
        (asset,) = (each for each in listed if each["id"] == bought_now["id"])
        assert asset["asset_type"] == "Licenses"
        assert asset["product"]["code"] == OFFICE
        assert asset["price"]["unit"] == asset["price"]["total"]
        assert asset["custom_fields"] == {
            "Perpetual Order ID": asset["perpetual_order_id"],
            "Perpetual Order ID Alias": asset["perpetual_order_id_alias"],
            "Perpetual ID": asset["perpetual_id"],
            "Catalog ID": asset["catalog_id"],
        }
        assert None not in asset["custom_fields"].values()


def test_an_asset_is_renamed_and_shown_as_it_was(api: Api, contoso: str) -> None:
    """S9, S19, S24, B5, D5."""
    asset = bought(api, contoso)
    path = f"/assets/{asset['id']}"
    edited = done(api.patch(path, {"name": "Ours", "custom_fields": {"Cost centre": "4711"}}))
    now = done(api.get(path))
    assert (now["name"], now["version"]) == ("Ours", edited["version"])
    assert now["custom_fields"]["Cost centre"] == "4711"
    assert now["perpetual_license_sku"] == asset["perpetual_license_sku"]
    assert now["as_of"]["version"] == now["version"]
    before = done(api.get(path, version=asset["version"]))
    assert before["name"] == asset["name"]
    assert done(api.get(path, at=before["as_of"]["time"]))["name"] == asset["name"]


def test_prices_are_exact_text_and_the_unit_is_told_before_buying(
    api: Api, university: str
) -> None:
    """S39, S74, S75, S76, D19."""
    listed = done(api.get("/storefront/products", qualification="Education"))["items"]
    assert {each["unit_name"] for each in listed} == {"Licenses"}
    path = f"/storefront/products/{WINDOWS_EDUCATION}/price"
    price = done(api.get(path, account_id=university))
    assert set(price["payable"]) == {"amount", "currency"}
    assert isinstance(price["payable"]["amount"], str)
    assert (price["country"], price["billing_term"]) == ("DE", "one time")


@pytest.mark.parametrize("after", ["accounts", "products", "storefront/products"])
def test_a_list_is_read_page_by_page_through_its_link(api: Api, after: str) -> None:
    first = api.get(f"/{after}", limit=2)
    assert len(first.json()["items"]) == 2
    link = first.links["next"]
    assert link["url"].startswith(f"/api/v1/{after}?limit=2&after=")
    second = api.http.get(link["url"]).json()
    assert second["items"][0] not in first.json()["items"]


def test_a_read_model_is_rebuilt_by_those_who_may(api: Api) -> None:
    """B7."""

    def states(answer: Any) -> list[str]:
        return [each["state"] for each in done(answer)["items"]]

    def post(command: str, **options: Any) -> Any:
        return api.post(f"/projections/bss_products/{command}", **options)

    assert states(post("rebuild", acting_as="engineer:ada")) == ["live", "ready"]
    diff = done(api.get("/projections/bss_products/diff", acting_as="auditor:eva"))
    assert (diff["only_old"], diff["only_new"], diff["different"], diff["items"]) == (0, 0, 0, [])
    assert diff["old"]["position"] == diff["new"]["position"] > 0
    assert states(post("switch")) == ["retired", "live"]
    assert states(post("rollback")) == ["live", "ready"]
    assert states(post("retry")) == ["live", "ready"]
    assert states(post("drop")) == ["live"]
    assert post("switch").json()["code"] == "no_such_build"
    assert states(api.post("/projections/orders/rebuild?switch=true")) == ["retired", "live"]
    assert post("rebuild", acting_as="auditor:eva").status_code == 403
    assert api.post("/projections/nothing/rebuild").json()["code"] == "not_found"
