"""Orders are pending first, complete with time, and are listed late (B15, S18-S22, D13, D17)."""

import re

from tests.entrypoints.simulator.partner import CONTOSO, FOURTH_COFFEE, HELLENIC, Document, Partner


def listed(partner: Partner, customer: str = CONTOSO, **query: str) -> list[Document]:
    items: list[Document] = partner.get(f"/v1/customers/{customer}/orders", **query)["items"]
    return items


def test_an_order_is_pending_without_a_perpetual_id_and_completes_with_one(
    partner: Partner,
) -> None:
    bought = partner.buy(friendlyName="PO 4711 #a1b2")
    assert bought["status"] == "pending"
    assert "subscriptionId" not in bought["lineItems"][0]
    partner.wait(1)
    read = partner.order(bought)
    assert read["status"] == "completed"
    assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", _perpetual_id(read))
    assert read["lineItems"][0]["friendlyName"] == "PO 4711 #a1b2"
    assert _perpetual_id(partner.order(bought)) == _perpetual_id(read)


def _perpetual_id(order: Document) -> str:
    return str(order["lineItems"][0]["subscriptionId"])


def test_an_order_is_read_by_its_id_or_by_its_alias(partner: Partner) -> None:
    bought = partner.buy()
    assert re.fullmatch(r"[A-Za-z0-9_-]{32}1", bought["id"])
    assert re.fullmatch(r"[0-9a-f]{12}", bought["alternateId"])
    assert partner.order({**bought, "id": bought["alternateId"]})["id"] == bought["id"]
    missing = partner.call("GET", f"/v1/customers/{HELLENIC}/orders/{bought['id']}")
    assert (missing.status_code, missing.json()["code"]) == (404, "20000")


def test_newer_orders_have_one_short_id(partner: Partner) -> None:
    partner.settings(order_id_form="short")
    bought = partner.buy()
    assert bought["id"] == bought["alternateId"]
    assert len(bought["id"]) == 12


def test_a_new_order_is_missing_from_the_list_for_a_quarter_of_an_hour(partner: Partner) -> None:
    """D17."""
    bought = partner.buy()
    assert listed(partner) == []
    partner.wait(901)
    assert [order["id"] for order in listed(partner)] == [bought["id"]]
    assert listed(partner, billingType="onetime") == listed(partner)
    assert listed(partner, billingType="license") == []
    assert listed(partner, HELLENIC) == []


def test_a_perpetual_id_may_never_come(partner: Partner) -> None:
    """S21, D14."""
    partner.settings(subscription_id="never")
    bought = partner.buy()
    partner.wait(3600)
    assert "subscriptionId" not in partner.order(bought)["lineItems"][0]


def test_a_friendly_name_may_be_replaced_by_the_sku_title(partner: Partner) -> None:
    """D32."""
    partner.settings(echo_friendly_name=False)
    bought = partner.buy(friendlyName="PO 4711 #a1b2")
    assert bought["lineItems"][0]["friendlyName"] == "Windows Server 2022 Standard - 16 Core"
    assert partner.bought()[0]["friendly_name"] == "PO 4711 #a1b2"


def test_prices_come_only_when_asked_for(partner: Partner) -> None:
    bought = partner.buy(FOURTH_COFFEE, quantity=2)
    assert "pricing" not in partner.order(bought)["lineItems"][0]
    priced = partner.order(bought, include_price="true")
    (line,) = priced["lineItems"]
    assert line["pricing"]["extendedPrice"] == priced["totalPrice"] == line["pricing"]["price"] * 2


def test_provisioning_is_unknown_until_the_order_completes(partner: Partner) -> None:
    bought = partner.buy(quantity=4)
    path = f"/v1/customers/{CONTOSO}/orders/{bought['id']}/provisioningstatus"
    early = partner.call("GET", path)
    assert (early.status_code, early.json()["code"]) == (404, "800007")
    partner.wait(1)
    (item,) = partner.get(path)["items"]
    assert item["status"] == "fulfilled"
    assert item["quantityProvisioningInformation"] == [{"quantity": 4, "status": "fulfilled"}]


def test_entitlements_prove_completed_licences_and_carry_downgrade_rights(
    partner: Partner,
) -> None:
    bought = partner.buy(quantity=2)
    path = f"/v1/customers/{CONTOSO}/entitlements"
    assert partner.get(path)["totalCount"] == 0
    partner.wait(1)
    (item,) = partner.get(path, entitlementType="software", showExpiry="true")["items"]
    reference = {"id": bought["id"], "lineItemId": "0", "alternateId": bought["alternateId"]}
    assert item["referenceOrder"] == reference
    assert (item["productId"], item["skuId"], item["quantity"]) == ("DG7GMGF0D5RK", "0002", 2)
    assert [included["productId"] for included in item["includedEntitlements"]] == ["DG7GMGF0DVT9"]
    assert partner.get(path, entitlementtype="reservedinstance")["totalCount"] == 0


def test_subscriptions_never_list_perpetual_licences(partner: Partner) -> None:
    bought = partner.buy()
    partner.wait(3600)
    path = f"/v1/customers/{CONTOSO}/subscriptions"
    assert partner.get(path, order_id=bought["id"])["items"] == []


def test_a_perpetual_id_may_come_late_or_at_once(partner: Partner) -> None:
    """S21, S22."""
    partner.settings(subscription_id_delay_seconds=3600)
    bought = partner.buy()
    partner.wait(3600)
    assert "subscriptionId" not in partner.order(bought)["lineItems"][0]
    partner.wait(2)
    assert "subscriptionId" in partner.order(bought)["lineItems"][0]
    partner.settings(subscription_id="at_checkout")
    assert "subscriptionId" in partner.buy()["lineItems"][0]
