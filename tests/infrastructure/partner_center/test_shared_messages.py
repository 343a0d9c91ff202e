"""Published requests beside ours, and what is read of other published answers."""

import csv
import json
import re
from typing import Any

import httpx
import pytest

from application.ports.microsoft.customers import VettedQualification
from application.ports.microsoft.errors import VendorUnavailable
from application.ports.microsoft.licences import OrderState
from core.catalogue.values import ProductCode
from core.countries import country
from core.kernel.errors import Invalid
from core.qualification import Qualification
from infrastructure.partner_center.carts import cart_body
from infrastructure.partner_center.connection import STANDARD_HEADERS
from infrastructure.partner_center.customers import AgreementPayload, CustomerPayload
from infrastructure.partner_center.pages import Page
from infrastructure.partner_center.tokens import Audience
from infrastructure.partner_center.wire import Time, Wire, read
from tests.infrastructure.partner_center.samples import needs_samples, sample
from tests.infrastructure.partner_center.support import (
    LINE,
    REQUEST,
    TENANT,
    Center,
    body_of,
    listing,
)

pytestmark = needs_samples


def answered(name: str) -> Center:
    return Center(httpx.Response(200, content=sample(name)))


def body(name: str) -> str:
    """What stands below a message's headers."""
    return re.split(r"\n\s*\n", sample(name).decode().replace("\r", ""), maxsplit=1)[1]


@pytest.mark.parametrize("name", ["subscriptions_list.json", "subscription_by_id_azure.json"])
def test_a_published_subscription_is_no_licence(name: str) -> None:
    """Its dates with blanks in them cost nothing; perpetual licences are none of them."""

    class Subscription(Wire):
        id: str
        creation_date: Time = None

    told: Any = json.loads(sample(name))
    one = told["items"][0] if "items" in told else told
    found = read(Subscription, json.dumps(one).encode())
    assert (found.id, found.creation_date is None) == (one["id"], " " in one["creationDate"])
    with pytest.raises(VendorUnavailable):
        Center(listing(one)).vendor.find_entitlements(TENANT)
    [order] = Center(listing(one)).vendor.find_orders(TENANT)
    assert (order.lines, order.state) == ((), OrderState.UNKNOWN)


def test_our_cart_line_is_the_published_perpetual_one_with_a_name() -> None:
    text = re.sub(r"/\*.*?\*/", "", body("cart_create_request.http.txt"))
    published = json.loads(text)["lineItems"][3]
    [ours] = cart_body(LINE)["lineItems"]
    assert set(ours) - set(published) == {"friendlyName"}
    assert set(published) <= set(ours)
    assert ours["billingCycle"] == published["billingCycle"]


def test_the_published_token_request_is_for_an_audience_that_is_retired() -> None:
    form = httpx.QueryParams(body("auth_apponly_token_request.http.txt").strip())
    assert form["resource"] == "https://graph.windows.net"
    assert form["resource"] not in set(Audience)


def test_d30_a_line_is_cancelled_and_read_as_published() -> None:
    wanted = json.loads(body("order_cancel_line_request.http.txt"))
    center = answered("order_cancel_line_response.json")
    [line] = wanted["lineItems"]
    order = center.vendor.cancel_line(
        TENANT, wanted["id"], line["lineItemNumber"], line["offerId"], REQUEST
    )
    assert body_of(center.sent) == wanted
    assert (center.sent.method, order.alias) == ("PATCH", "c403d91b21d2")
    assert order.state is OrderState.COMPLETED
    assert (order.has_cancelled(0), order.has_cancelled(1)) == (True, False)


def test_d17_published_entitlements_leave_out_what_they_include() -> None:
    found = answered("entitlements_software_expiry.json").vendor.find_entitlements(TENANT)
    assert [(each.line, each.product, each.sku, each.quantity) for each in found] == [
        (0, "DG7GMGF0DWM3", "0002", 1),
        (1, "DG7GMGF0DWBQ", "0003", 1),
    ]
    assert {(each.order_id, each.alias) for each in found} == {
        ("4teYMtWYEeKM77JftGLIQYMOZPTwyOEV1", "8f3af3dea1ea")
    }


def test_published_skus_that_are_no_json_are_no_offers() -> None:
    vendor = Center(
        httpx.Response(200, content=sample("catalog_products_by_country.repaired.json")),
        httpx.Response(200, content=sample("catalog_skus_list.json.txt")),
    ).vendor
    with pytest.raises(VendorUnavailable, match="answer is unreadable"):
        vendor.offers("US", Qualification.COMMERCIAL, "en")


def test_published_availabilities_of_another_product_country_are_not_bought() -> None:
    vendor = answered("catalog_availabilities_list.repaired.json").vendor
    code = ProductCode("DZH318Z0BQ3Q", "0001", "SEG0001")
    with pytest.raises(Exception, match="cannot be bought"):
        vendor.catalog_id(TENANT, code, "DE")


def test_d26_a_qualification_in_review_is_told_as_such() -> None:
    customer = httpx.Response(200, content=sample("customer_create_response.json"))
    posted = json.loads(sample("qualification_post_response.repaired.json"))
    vendor = Center(customer, httpx.Response(200, json=[posted]), listing(), listing()).vendor
    profile = vendor.profile("dfd8cc0a-c592-468c-8461-869a38d24738")
    assert profile.qualifications == (VettedQualification(Qualification.EDUCATION, "InReview"),)
    assert (profile.is_reseller, profile.has_agreed) == (False, False)
    assert (profile.name, profile.country) == ("test company", "US")
    assert read(CustomerPayload, sample("customer_create_response.json")).id == profile.tenant_id


def test_published_agreements_are_known_by_their_template() -> None:
    [named] = read(Page[AgreementPayload], sample("agreement_metadata.json")).items
    made = read(AgreementPayload, sample("agreement_create_response.json"))
    assert named.template_id == "998b88de-aa99-4388-a42c-1b3517d49490"
    assert made.template_id == "117a77b0-9360-443b-8795-c6dedc750cf9"


def test_our_headers_are_those_of_recorded_traffic() -> None:
    [exchange] = json.loads(sample("recorded_countryvalidation_us.session.json"))
    center = Center(listing())
    center.vendor.find_orders(TENANT)
    ours = {name for name in center.sent.headers if name.startswith(("ms-", "x-"))}
    recorded = {name.casefold() for name in exchange["RequestHeaders"]}
    assert ours - recorded == {"ms-partnercenter-application"}
    assert exchange["RequestHeaders"]["Accept"] == [STANDARD_HEADERS["Accept"]]


def test_every_published_country_is_one_of_ours_but_for_four_that_iso_does_not_know() -> None:
    """Jan Mayen, the former Netherlands Antilles, Saba and Sint Eustatius are parts of others."""
    rows = csv.DictReader(sample("countries_locales.csv").decode("utf-8-sig").splitlines())
    codes = [row["iso2"] for row in rows]
    assert len(codes) == len(set(codes)) == 248
    unknown = {"XJ", "AN", "XS", "XE"}
    assert {country(code) for code in codes if code not in unknown} == set(codes) - unknown
    for code in unknown:
        with pytest.raises(Invalid):
            country(code)
