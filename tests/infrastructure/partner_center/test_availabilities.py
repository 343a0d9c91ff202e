"""The item to put in a cart now: purchasable, of the product's segment and country (D27)."""

from typing import Any

import pytest

from application.ports.microsoft.errors import VendorRefused
from core.catalogue.values import ProductCode
from tests.infrastructure.partner_center.support import TENANT, Center, fault, listing

CODE = ProductCode("DG7GMGF0DWM3", "0002", "SEG0003")


def item(id: str, **changes: Any) -> dict[str, Any]:
    named = {"catalogItemId": f"DG7GMGF0DWM3:0002:{id}", "segment": "nonprofit", "country": "DE"}
    return {**named, "defaultCurrency": {"code": "EUR"}, "isPurchasable": True, **changes}


def test_d27_the_first_purchasable_item_of_segment_and_country_is_taken() -> None:
    center = Center(
        listing(
            item("A", isPurchasable=False),
            item("B", segment="commercial"),
            item("C", country="AT"),
            item("D", segment="NonProfit", country="de"),
            item("E"),
        )
    )
    assert center.vendor.catalog_id(TENANT, CODE, "DE") == "DG7GMGF0DWM3:0002:D"
    assert center.sent.url.path == (
        f"/v1/customers/{TENANT}/products/DG7GMGF0DWM3/skus/0002/availabilities"
    )
    assert dict(center.sent.url.params) == {"targetSegment": "nonprofit"}


def test_an_item_that_tells_neither_segment_nor_country_is_what_was_asked_for() -> None:
    center = Center(listing(item("A", segment=None, country=None)))
    assert center.vendor.catalog_id(TENANT, CODE, "DE") == "DG7GMGF0DWM3:0002:A"


@pytest.mark.parametrize("items", [[], [item("A", isPurchasable=None)], [item("A", country="US")]])
def test_d27_without_such_an_item_the_product_is_not_available(items: list[Any]) -> None:
    with pytest.raises(VendorRefused) as refused:
        Center(listing(*items)).vendor.catalog_id(TENANT, CODE, "DE")
    assert refused.value.vendor_code == "not_available"


@pytest.mark.parametrize("code", ["400013", "400018", "60003"])
def test_an_unknown_product_sku_or_customer_is_a_refusal(code: str) -> None:
    with pytest.raises(VendorRefused) as refused:
        Center(fault(404, code)).vendor.catalog_id(TENANT, CODE, "DE")
    assert (refused.value.status, refused.value.vendor_code) == (404, code)
