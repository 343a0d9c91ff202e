"""A long read of the catalogue: paged, throttled, with a token that ends midway (B15)."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.entrypoints.simulator.partner import CONTOSO, Partner

PRODUCTS = "/v1/products?country=DE&targetView=SoftwarePerpetual"
APPLICATIONS = "DG7GMGF0PN5G"
CUSTOMER_SKUS = f"/v1/customers/{CONTOSO}/products/{APPLICATIONS}/skus?targetSegment=commercial"


def pages(partner: Partner, path: str) -> Iterator[Any]:
    """Follows links.next as a client does: its address below /v1, with its headers."""
    headers: dict[str, str] = {}
    while path:
        answer = partner.call("GET", path, headers=headers)
        assert answer.status_code == 200
        page = answer.json()
        yield page
        following = page["links"].get("next", {"uri": "", "headers": []})
        headers = {header["key"]: header["value"] for header in following["headers"]}
        path = following["uri"] and f"/v1{following['uri']}"


@pytest.mark.parametrize(
    "path", [PRODUCTS, f"/v1/products/{APPLICATIONS}/skus?country=DE", CUSTOMER_SKUS]
)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_together_are_the_whole_list(partner: Partner, path: str, size: int) -> None:
    (whole,) = pages(partner, path)
    partner.settings(catalogue_page_size=size)
    found = list(pages(partner, path))
    assert [item for page in found for item in page["items"]] == whole["items"]
    assert all(len(page["items"]) == size for page in found[:-1])
    assert {page["totalCount"] for page in found} == {whole["totalCount"]}


def test_a_next_page_is_asked_for_by_a_token_in_a_header(partner: Partner) -> None:
    partner.settings(catalogue_page_size=20)
    first, last = pages(partner, PRODUCTS)
    following = first["links"]["next"]
    asked = "/products?country=DE&targetView=SoftwarePerpetual&seekOperation=Next"
    assert (following["uri"], following["method"]) == (asked, "GET")
    assert [header["key"] for header in following["headers"]] == ["MS-ContinuationToken"]
    assert last["links"].keys() == {"self"}


def test_a_senseless_token_is_refused(partner: Partner) -> None:
    headers = {"MS-ContinuationToken": "page two"}
    answer = partner.call("GET", PRODUCTS, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "800002")


def test_a_read_can_be_throttled_midway_and_goes_on(partner: Partner) -> None:
    partner.fault("throttled", method="GET", path=f"*/products/{APPLICATIONS}/*", retry_after=3)
    statuses = [answer.status_code for answer in crawl(partner)]
    assert statuses.count(429) == 1
    assert statuses.index(429) > 10
    partner.fault("throttled", method="GET", path="*/skus")
    refused = next(answer for answer in crawl(partner) if answer.status_code == 429)
    assert refused.headers["Retry-After"] == "1"


def test_a_token_can_end_midway_and_a_new_one_goes_on(partner: Partner) -> None:
    partner.settings(token_lifetime_seconds=60)
    reading = crawl(partner, authorized=f"Bearer {partner.token()}")
    assert [next(reading).status_code for _ in range(5)] == [200] * 5
    partner.control("POST", "/clock", {"advance_seconds": 61})
    ended = next(reading)
    assert (ended.status_code, ended.json()["code"]) == (401, "400")
    path = ended.request.url.path
    renewed = {"Authorization": f"Bearer {partner.token()}"}
    answer = partner.call("GET", f"{path}?country=DE", headers=renewed)
    assert answer.status_code == 200


def crawl(partner: Partner, authorized: str | None = None) -> Iterator[httpx.Response]:
    """The list of products, then the SKUs of each."""
    headers = {"Authorization": authorized} if authorized else {}
    listed = partner.call("GET", PRODUCTS, headers=headers)
    yield listed
    for product in listed.json()["items"]:
        path = f"/v1/products/{product['id']}/skus?country=DE"
        yield partner.call("GET", path, headers=headers)
