"""Catalogue documents can be made odd on command (B15)."""

from typing import Any

import pytest

from tests.entrypoints.simulator.partner import Partner

BIZTALK = "DG7GMGF0DWM3"
PRODUCT = {"product_id": BIZTALK}
SKU = PRODUCT | {"sku_id": "0002"}


def product(partner: Partner) -> Any:
    return partner.get(f"/v1/products/{BIZTALK}", country="DE")


def sku(partner: Partner, sku_id: str = "0002") -> Any:
    return partner.get(f"/v1/products/{BIZTALK}/skus/{sku_id}", country="DE")


def test_members_of_a_product_are_set_and_removed_wherever_it_is_shown(partner: Partner) -> None:
    before = product(partner)
    changes = {"set": {"title": 42, "isNew": {"odd": [None, 1.5]}}, "remove": ["description"]}
    partner.control("POST", "/catalogue-patches", PRODUCT | changes)
    patched = product(partner)
    assert (patched["title"], patched["isNew"]) == (42, {"odd": [None, 1.5]})
    assert "description" not in patched
    assert patched["links"] == before["links"]
    listed = partner.get("/v1/products", country="DE", targetView="Software")["items"]
    assert patched in listed
    assert all("description" in other for other in listed if other["id"] != BIZTALK)


def test_a_sku_is_patched_apart_from_its_product_and_its_sisters(partner: Partner) -> None:
    whole, sister = product(partner), sku(partner, "0003")
    partner.control("POST", "/catalogue-patches", SKU | {"remove": ["title"]})
    assert "title" not in sku(partner)
    assert (product(partner), sku(partner, "0003")) == (whole, sister)
    (offer,) = partner.get(
        f"/v1/products/{BIZTALK}/skus/0002/availabilities", country="DE", targetSegment="commercial"
    )["items"]
    assert offer["sku"] == sku(partner)


def test_later_patches_come_on_top_and_all_can_be_taken_back(partner: Partner) -> None:
    before = sku(partner)
    partner.control("POST", "/catalogue-patches", SKU | {"remove": ["title", "actions"]})
    partner.control("POST", "/catalogue-patches", SKU | {"set": {"title": None}})
    assert sku(partner)["title"] is None
    assert "actions" not in sku(partner)
    assert len(partner.control("GET", "/catalogue-patches")["items"]) == 2
    assert partner.control("DELETE", "/catalogue-patches") == {"removed": 2}
    assert sku(partner) == before


@pytest.mark.parametrize(
    "wrong",
    [
        SKU,
        SKU | {"set": ["title"]},
        SKU | {"remove": "title"},
        SKU | {"sku_id": "9999", "remove": ["title"]},
        {"set": {"title": "of nothing"}},
    ],
)
def test_a_senseless_patch_is_refused(partner: Partner, wrong: dict[str, Any]) -> None:
    assert partner.http.post("/_simulator/catalogue-patches", json=wrong).status_code == 400
