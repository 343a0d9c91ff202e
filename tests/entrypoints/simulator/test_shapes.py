"""Answers have the members of the documented samples, where those samples lie beside us (B15)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.entrypoints.simulator.partner import ACME, CONTOSO, NORDLICHT, SERVER, Partner

SAMPLES = Path(__file__).parents[4] / "shared" / "partner-center" / "samples"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the documented samples are not beside the repository"
)


def sample(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def shape(value: Any) -> Any:
    """Member names and kinds; of a list the shape of its first item."""
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


def assert_covers(ours: Any, documented: Any, without: frozenset[str] = frozenset()) -> None:
    """Ours has every documented member, of the same kind."""
    if isinstance(documented, dict):
        for name in documented.keys() - without:
            assert name in ours
            assert_covers(ours[name], documented[name], without)
    elif isinstance(documented, list):
        for wanted in documented[:1]:
            assert_covers(ours[0], wanted, without)
    else:
        assert ours == documented


def test_the_catalogue_has_the_documented_shape(partner: Partner) -> None:
    product = SERVER.split("/")[0]
    ours = partner.get(f"/v1/products/{product}", country="US")
    assert_covers(shape(ours), shape(sample("catalog_product_by_id.json")))
    ours = partner.get(f"/v1/products/{product}/skus", country="US")
    documented = shape(sample("catalog_skus_list.repaired.json"))
    documented["items"][0]["provisioningVariables"] = []
    assert_covers(shape(ours), documented, frozenset({"dynamicAttributes"}))
    ours = partner.get(f"/v1/products/{SERVER}/availabilities", country="US")
    documented = shape(sample("catalog_availabilities_list.repaired.json"))
    documented["items"][0]["terms"] = []
    assert_covers(shape(ours), documented)


def test_a_customer_has_the_documented_shape(partner: Partner) -> None:
    documented = shape(sample("customer_by_id.json"))
    assert_covers(
        shape(partner.get(f"/v1/customers/{ACME}")), documented, frozenset({"region", "state"})
    )


def test_qualifications_have_the_documented_shape(partner: Partner) -> None:
    ours = partner.get(f"/v1/customers/{NORDLICHT}/qualifications")
    assert_covers(shape(ours), shape(sample("qualifications_approved.repaired.json")))


def test_a_cart_has_the_documented_shape(partner: Partner) -> None:
    cart_id = partner.open_cart(CONTOSO)
    ours = partner.get(f"/v1/customers/{CONTOSO}/carts/{cart_id}")
    documented = sample("cart_create_response.json")
    documented["lineItems"] = [line for line in documented["lineItems"] if line["id"] == 3]
    assert_covers(shape(ours), shape(documented))


def test_orders_have_the_documented_shape(partner: Partner) -> None:
    bought = partner.buy()
    documented = sample("order_cancel_line_response.json")
    assert_covers(shape(bought), shape(documented), frozenset({"termDuration"}))
    checked_out = sample("cart_checkout_response.repaired.json")["orders"][1]
    checked_out["lineItems"] = checked_out["lineItems"][2:]
    assert_covers(shape(bought), shape(checked_out))
    partner.wait(1000)
    ours = partner.get(f"/v1/customers/{CONTOSO}/orders")
    assert_covers(shape(ours), shape(sample("orders_list.repaired.json")))


def test_what_follows_an_order_has_the_documented_shape(partner: Partner) -> None:
    bought = partner.buy()
    partner.wait(1)
    customer = f"/v1/customers/{CONTOSO}"
    ours = partner.get(f"{customer}/orders/{bought['id']}/provisioningstatus")
    assert shape(ours) == shape(sample("order_provisioningstatus.json"))
    ours = partner.get(f"{customer}/entitlements")
    assert shape(ours) == shape(sample("entitlements_software_expiry.json"))


def test_errors_of_price_sheets_have_the_documented_shape(partner: Partner) -> None:
    path = "/v1.0/sales/pricesheets(Market='XX',PricesheetView='software')/$value"
    ours = partner.call("GET", path).json()
    assert shape(ours) == shape(sample("error_partner_api_odata_shape.json"))
