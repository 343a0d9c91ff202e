"""Microsoft's published payloads, where the project's shared folder is at hand."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from application.ports.microsoft.customers import VettedQualification
from application.ports.microsoft.errors import OutcomeUnknown, VendorRefused, VendorUnavailable
from application.ports.microsoft.licences import OrderState
from application.ports.microsoft.partners import Vendor
from core.catalogue.values import ProductCode
from core.qualification import Qualification
from infrastructure.partner_center.catalogue_payloads import ProductPayload
from infrastructure.partner_center.faults import fault_of
from infrastructure.partner_center.wire import read
from tests.infrastructure.partner_center.samples import needs_samples, sample
from tests.infrastructure.partner_center.support import CART, REQUEST, TENANT, TODAY, Center

pytestmark = needs_samples


def center(*names: str) -> Center:
    return Center(*(httpx.Response(200, content=sample(name)) for name in names))


def test_the_published_checkout_holds_one_order_of_perpetual_licences() -> None:
    vendor = center("cart_checkout_response.repaired.json").vendor
    order = vendor.check_out(TENANT, CART, REQUEST)
    assert (order.order_id, order.alias) == ("311qiN8iFwkv-XARWMvXRYAwYKMACVqv1", "0a3624c6e47d")
    assert order.state is OrderState.PENDING
    assert order.lines[2].catalog_id == "DG7GMGF0DWM3:0002:DG7GMGF0DT1M"
    assert {line.perpetual_id for line in order.lines} == {None}


def test_d31_the_published_cart_of_six_lines_is_none_of_ours_but_its_perpetual_line_is_read() -> (
    None
):
    with pytest.raises(VendorUnavailable, match="6 lines instead of one"):
        center("cart_create_response.json").vendor.read_cart(TENANT, CART)
    cart = json.loads(sample("cart_create_response.json"))
    cart["lineItems"] = cart["lineItems"][3:4]
    ours = Center(httpx.Response(201, json=cart)).vendor.read_cart(TENANT, CART)
    assert (ours.catalog_id, ours.currency) == ("DG7GMGF0DWM3:0002:DG7GMGF0DT1M", "USD")
    assert ours.expires_at == datetime(2019, 1, 16, 1, 0, 54, 418849, tzinfo=UTC)


def test_published_orders_are_read_by_id_and_from_the_list() -> None:
    order = center("order_by_id.json").vendor.read_order(
        TENANT, "YxH1q4KScfvfkJQjgRI8QY1DznnUWZTH1"
    )
    assert (order.state, order.alias) == (OrderState.COMPLETED, None)
    [listed] = center("orders_list.repaired.json").vendor.find_orders(TENANT)
    assert listed.order_id == "9qg-ErcO-4MPbPqq_3MIQaS7bn8W6HfG1"
    assert listed.tenant_id == "b0d70a69-4c42-4b27-b17b-91a835d8686a"


def test_the_published_catalogue_is_read() -> None:
    vendor = center("catalog_products_by_country.repaired.json", "catalog_skus_list.repaired.json")
    offers = vendor.vendor.offers("US", Qualification.COMMERCIAL, "en")
    assert [str(offer.code) for offer in offers] == [
        "DZH318Z0BQ3Q:0001:SEG0001",
        "DZH318Z0BQ3Q:0002:SEG0001",
    ]
    assert read(ProductPayload, sample("catalog_product_by_id.json")).id == "DZH318Z0BQ3Q"
    code = ProductCode("DZH318Z0BQ3Q", "0001", "SEG0001")
    shelf = center("catalog_availabilities_list.repaired.json").vendor
    assert shelf.catalog_id(TENANT, code, "US") == "DZH318Z0BQ3Q:0001:DZH318XZXVNF"


def test_d26_the_published_customer_is_read_with_its_qualification() -> None:
    agreement = json.loads(sample("agreement_create_response.json"))
    vendor = Center(
        httpx.Response(200, content=sample("customer_by_id.json")),
        httpx.Response(200, content=sample("qualifications_approved.repaired.json")),
        httpx.Response(200, json={"items": [agreement]}),
    ).vendor
    profile = vendor.profile("eebd1b55-5360-4438-a11d-5c06918c3014")
    assert (profile.is_reseller, profile.has_agreed) == (True, True)
    assert (profile.name, profile.country) == ("1kl as kjk", "US")
    assert profile.qualifications == (VettedQualification(Qualification.EDUCATION, "Approved"),)


def test_the_published_token_answer_is_read_though_it_rotates_nothing() -> None:
    orders = center("orders_list.repaired.json")
    orders.token_answer = lambda request: httpx.Response(
        200, content=sample("auth_apponly_token_response.json")
    )
    orders.vendor.find_orders(TENANT)
    assert orders.sent.headers["Authorization"] == "Bearer value-has-been-removed"


def test_the_published_throttling_tells_when_to_try_again() -> None:
    head, _, body = sample("error_429.http.txt").partition(b"\n{")
    headers = dict(line.split(b": ", 1) for line in head.splitlines() if b": " in line)
    wait = {"Retry-After": headers[b"Retry-After"].decode().strip()}
    throttled = Center(httpx.Response(429, headers=wait, content=b"{" + body))
    with pytest.raises(VendorUnavailable, match="Try again in 57 seconds") as unavailable:
        throttled.vendor.find_orders(TENANT)
    assert unavailable.value.retry_after == 57


def test_the_published_error_of_the_price_sheet_host_is_read() -> None:
    body = sample("error_partner_api_odata_shape.json")
    fault = fault_of(httpx.Response(403, content=body))
    assert (fault.code, fault.message[:6]) == ("unAuthorized", "Caller")


def test_a_published_sheet_of_another_view_is_refused_by_its_header() -> None:
    body = sample("pricesheet_azure_consumption_excerpt.http.txt").partition(b"\n\n")[2]
    with pytest.raises(VendorRefused, match="column Segment is missing"):
        Center(httpx.Response(200, content=body)).vendor.price_sheet("US", TODAY)


READERS: dict[str, Callable[[Vendor], Any]] = {
    "orders_list.json.txt": lambda vendor: vendor.find_orders(TENANT),
    "qualifications_approved.json.txt": lambda vendor: vendor.profile(TENANT),
    "catalog_products_by_country.json.txt": lambda vendor: vendor.offers(
        "US", Qualification.COMMERCIAL, "en"
    ),
    "catalog_availabilities_list.json.txt": lambda vendor: vendor.catalog_id(
        TENANT, ProductCode("DZH318Z0BQ3Q", "0001", "SEG0001"), "US"
    ),
}


@pytest.mark.parametrize("name", READERS)
def test_a_published_payload_that_is_no_json_is_an_unreadable_answer(name: str) -> None:
    before = ["customer_by_id.json"] if name.startswith("qualifications") else []
    with pytest.raises(VendorUnavailable, match="answer is unreadable"):
        READERS[name](center(*before, name).vendor)


def test_d7_the_published_checkout_that_is_no_json_leaves_the_outcome_unknown() -> None:
    with pytest.raises(OutcomeUnknown) as unknown:
        center("cart_checkout_response.json.txt").vendor.check_out(TENANT, CART, REQUEST)
    assert unknown.value.vendor_code == "unreadable_answer"
