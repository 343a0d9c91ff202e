"""What may be resold: only perpetual SKUs, in a stable order (S64)."""

import httpx
import pytest

from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from core.catalogue.values import Offer, ProductCode
from core.qualification import Qualification
from tests.infrastructure.partner_center.support import Center, fault, fixture, listing

PRODUCTS = [
    {"id": f"DG7GMGF0DW{number:02}", "title": "BizTalk", "description": "From the product"}
    for number in range(40, 0, -1)
]


def shop(request: httpx.Request) -> httpx.Response:
    if request.url.path.endswith("/skus"):
        return httpx.Response(200, content=fixture("skus.json"))
    return listing(*PRODUCTS)


def test_s64_only_perpetual_skus_are_offered() -> None:
    center = Center(script=shop)
    standard, branch, *_ = center.vendor.offers("DE", Qualification.EDUCATION, "de-DE")
    assert branch == Offer(
        code=ProductCode("DG7GMGF0DW01", "0002", "SEG0002"),
        country="DE",
        sku_name="BizTalk Branch",
        description="For a branch",
        minimum_quantity=1,
        maximum_quantity=500,
    )
    assert (standard.code.sku, standard.description) == ("0001", "From the product")
    assert (standard.minimum_quantity, standard.maximum_quantity) == (1, 999_999_999)


def test_offers_come_in_the_order_of_their_codes() -> None:
    offers = Center(script=shop).vendor.offers("DE", Qualification.COMMERCIAL, "en-US")
    codes = [offer.code for offer in offers]
    assert codes == sorted(codes)
    assert len(codes) == 2 * len(PRODUCTS)


@pytest.mark.parametrize(
    ("qualification", "segment"),
    [
        (Qualification.COMMERCIAL, "commercial"),
        (Qualification.EDUCATION, "education"),
        (Qualification.NON_PROFIT, "nonprofit"),
        (Qualification.GOVERNMENT, "government"),
    ],
)
def test_s64_each_segment_is_asked_for_by_its_name(
    qualification: Qualification, segment: str
) -> None:
    center = Center(script=shop)
    center.vendor.offers("DE", qualification, "de-AT")
    listed, *skus = center.requests
    asked = {"country": "DE", "targetSegment": segment}
    assert dict(listed.url.params) == asked | {"targetView": "SoftwarePerpetual"}
    assert all(dict(each.url.params) == asked for each in skus)
    assert {each.headers["X-Locale"] for each in center.requests} == {"de-AT"}


@pytest.mark.parametrize("code", ["400030", "400036"])
def test_s64_a_partner_that_may_not_sell_there_is_told(code: str) -> None:
    with pytest.raises(VendorRefused) as refused:
        Center(fault(403, code)).vendor.offers("DE", Qualification.GOVERNMENT, "en-US")
    assert (refused.value.status, refused.value.vendor_code) == (403, code)


def test_d23_one_list_of_skus_that_fails_fails_the_whole_segment() -> None:
    def shop_with_a_gap(request: httpx.Request) -> httpx.Response:
        return httpx.Response(503) if "DW07/skus" in request.url.path else shop(request)

    with pytest.raises(VendorUnavailable):
        Center(script=shop_with_a_gap).vendor.offers("DE", Qualification.COMMERCIAL, "en-US")


def titled(**sku: object) -> Center:
    skus = listing({"id": "0001", "supportedBillingCycles": ["one_time"], **sku})
    return Center(listing({"id": "DG7GMGF0DW01", "title": "BizTalk Server"}), skus)


def test_a_sku_without_a_title_bears_its_products() -> None:
    [offer] = titled().vendor.offers("DE", Qualification.COMMERCIAL, "en-US")
    assert offer.sku_name == "BizTalk Server"


def test_d23_a_list_with_a_nameless_product_is_no_good_so_that_nothing_is_discontinued() -> None:
    skus = listing({"id": "0001", "supportedBillingCycles": ["one_time"]})
    nameless = Center(listing({"id": "DG7GMGF0DW01"}), skus)
    with pytest.raises(VendorUnavailable, match="DG7GMGF0DW01:0001 without a title"):
        nameless.vendor.offers("DE", Qualification.COMMERCIAL, "en-US")
