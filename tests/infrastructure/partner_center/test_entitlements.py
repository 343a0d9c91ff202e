"""Entitlements: proof of a licence, and never a list that is empty by mistake (D17)."""

from typing import Any

import httpx
import pytest

from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from application.ports.microsoft.licences import Entitlement
from tests.infrastructure.partner_center.support import TENANT, Center, fault, listing

LONG = "4teYMtWYEeKM77JftGLIQYMOZPTwyOEV1"
ITEM = {"productId": "DG7GMGF0DWM3", "skuId": "0002", "quantity": 1}


def entitled(reference: dict[str, Any], **item: Any) -> Entitlement:
    answer = listing({**ITEM, "referenceOrder": reference, **item})
    [found] = Center(answer).vendor.find_entitlements(TENANT)
    return found


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ({"id": LONG, "lineItemId": "3", "alternateId": "8f3af3dea1ea"}, (LONG, "8f3af3dea1ea", 3)),
        ({"id": LONG, "lineItemId": 0}, (LONG, None, 0)),
        ({"id": "8f3af3dea1ea", "alternateId": "8f3af3dea1ea"}, ("8f3af3dea1ea",) * 2 + (0,)),
        ({"id": LONG, "alternateId": None}, (LONG, None, 0)),
    ],
)
def test_d8_an_entitlement_names_its_order_in_either_form(
    reference: dict[str, Any], expected: tuple[str, str | None, int]
) -> None:
    found = entitled(reference)
    assert (found.order_id, found.alias, found.line) == expected
    assert (found.product, found.sku, found.quantity) == ("DG7GMGF0DWM3", "0002", 1)


def test_software_is_asked_for_and_what_comes_along_with_it_is_no_purchase() -> None:
    included = [{**ITEM, "productId": "OTHER", "referenceOrder": {"id": LONG}}]
    center = Center(
        listing({**ITEM, "referenceOrder": {"id": LONG}, "includedEntitlements": included})
    )
    assert [each.product for each in center.vendor.find_entitlements(TENANT)] == ["DG7GMGF0DWM3"]
    assert dict(center.sent.url.params) == {"entitlementType": "software"}


def test_the_quantity_is_the_sum_or_what_the_details_call_fulfilled() -> None:
    details = [
        {"quantity": 3, "status": "Fulfilled"},
        {"quantity": 2, "status": "unfulfilled"},
        {"quantity": "1", "status": "fulfilled"},
    ]
    assert entitled({"id": LONG}, quantity=5, quantityDetails=details).quantity == 5
    assert entitled({"id": LONG}, quantity=None, quantityDetails=details).quantity == 4


@pytest.mark.parametrize(
    "item",
    [
        {**ITEM},
        {**ITEM, "referenceOrder": {"lineItemId": "0"}},
        {**ITEM, "referenceOrder": {"id": ""}},
        {"skuId": "0002", "quantity": 1, "referenceOrder": {"id": LONG}},
        {**ITEM, "referenceOrder": {"id": LONG, "lineItemId": "first"}},
    ],
)
def test_d17_an_entitlement_that_could_be_anybody_s_makes_the_list_no_evidence(
    item: dict[str, Any],
) -> None:
    with pytest.raises(VendorUnavailable, match="unreadable"):
        Center(listing(item)).vendor.find_entitlements(TENANT)


def test_d17_a_403_is_never_an_empty_list() -> None:
    with pytest.raises(VendorRefused) as refused:
        Center(fault(403, "900329", "App-only")).vendor.find_entitlements(TENANT)
    assert (refused.value.status, refused.value.vendor_code) == (403, "900329")
    with pytest.raises(VendorUnavailable):
        Center(httpx.Response(403, text="gateway")).vendor.find_entitlements(TENANT)


def test_d17_a_second_page_that_cannot_be_read_spoils_the_first() -> None:
    first = listing({**ITEM, "referenceOrder": {"id": LONG}}, continuationToken="more")
    for second in (httpx.Response(200, text="{"), httpx.Response(503), httpx.ReadTimeout("slow")):
        with pytest.raises(VendorUnavailable):
            Center(first, second).vendor.find_entitlements(TENANT)
