"""Microsoft takes a SKU off sale and brings it back (B15, D27)."""

import httpx
import pytest

from tests.entrypoints.simulator.partner import CONTOSO, NORDLICHT, Partner
from tests.entrypoints.simulator.sheets import rows

BIZTALK, BRANCH, STANDARD = "DG7GMGF0DWM3", "0002", "0003"
ITEM = {"product_id": BIZTALK, "sku_id": BRANCH}


def skus(partner: Partner, country: str = "DE", segment: str = "commercial") -> list[str]:
    path = f"/v1/products/{BIZTALK}/skus"
    answer = partner.call("GET", path, params={"country": country, "targetSegment": segment})
    return [sku["id"] for sku in answer.json().get("items", [])]


def priced(partner: Partner, country: str = "DE", **query: str) -> set[tuple[str, str]]:
    return {
        (row["SkuId"], row["Segment"])
        for row in rows(partner, country, **query)
        if row["ProductId"] == BIZTALK
    }


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_withdrawn_sku_is_neither_listed_nor_priced(partner: Partner) -> None:
    partner.control("POST", "/withdrawals", ITEM)
    path = f"/v1/products/{BIZTALK}/skus/{BRANCH}"
    for country in ("DE", "US"):
        assert skus(partner, country) == [STANDARD]
        assert {sku for sku, _ in priced(partner, country)} == {STANDARD}
        answer = partner.call("GET", path, params={"country": country})
        assert code(answer) == (404, "400018")


def test_a_product_goes_with_its_last_sku(partner: Partner) -> None:
    for sku in (BRANCH, STANDARD):
        partner.control("POST", "/withdrawals", ITEM | {"sku_id": sku})
    listed = partner.get("/v1/products", country="DE", targetView="Software")["items"]
    assert BIZTALK not in {product["id"] for product in listed}
    answer = partner.call("GET", f"/v1/products/{BIZTALK}/skus", params={"country": "DE"})
    assert code(answer) == (404, "400013")


def test_a_withdrawal_can_concern_some_countries_and_segments(partner: Partner) -> None:
    where = {"countries": ["de", "GR"], "segments": ["Education", "Charity"]}
    partner.control("POST", "/withdrawals", ITEM | where)
    assert skus(partner, "DE", "education") == [STANDARD]
    assert skus(partner, "GR", "nonprofit") == []
    assert skus(partner, "DE", "commercial") == [BRANCH, STANDARD]
    assert skus(partner, "US", "education") == [BRANCH, STANDARD]
    assert (BRANCH, "Education") not in priced(partner)
    assert (BRANCH, "Commercial") in priced(partner)


def test_a_withdrawn_sku_comes_back_as_it_was(partner: Partner) -> None:
    before = skus(partner), priced(partner), partner.item(CONTOSO, f"{BIZTALK}/skus/{BRANCH}")
    partner.control("POST", "/withdrawals", ITEM | {"countries": ["DE"]})
    partner.control("POST", "/withdrawals", ITEM)
    partner.control("POST", "/withdrawals", ITEM | {"sku_id": STANDARD})
    assert partner.control("DELETE", f"/withdrawals/{BIZTALK}/{BRANCH}") == {"removed": 2}
    (left,) = partner.control("GET", "/withdrawals")["items"]
    assert left["item"] == f"{BIZTALK}:{STANDARD}"
    partner.control("DELETE", "/withdrawals")
    assert before == (
        skus(partner),
        priced(partner),
        partner.item(CONTOSO, f"{BIZTALK}/skus/{BRANCH}"),
    )


def test_what_is_withdrawn_can_no_longer_be_ordered(partner: Partner) -> None:
    line = {"catalogItemId": partner.item(CONTOSO, f"{BIZTALK}/skus/{BRANCH}"), "quantity": 2}
    cart_id = partner.open_cart(CONTOSO, **line)
    partner.control("POST", "/withdrawals", ITEM | {"segments": ["commercial"]})
    assert code(partner.check_out(CONTOSO, cart_id)) == (403, "2091")
    assert code(partner.send_cart(CONTOSO, line)) == (403, "2091")
    assert partner.bought() == []
    education = partner.item(NORDLICHT, f"{BIZTALK}/skus/{BRANCH}", "education")
    partner.buy(NORDLICHT, catalogItemId=education, quantity=2)


def test_what_was_bought_before_can_still_be_read(partner: Partner) -> None:
    item = partner.item(CONTOSO, f"{BIZTALK}/skus/{BRANCH}")
    bought = partner.buy(CONTOSO, catalogItemId=item, quantity=2)
    partner.control("POST", "/withdrawals", ITEM)
    partner.wait(1)
    assert partner.order(bought)["status"] == "completed"
    (entitled,) = partner.get(f"/v1/customers/{CONTOSO}/entitlements")["items"]
    assert (entitled["productId"], entitled["skuId"]) == (BIZTALK, BRANCH)


@pytest.mark.parametrize(
    "wrong",
    [
        {"product_id": BIZTALK},
        {"product_id": "DG7GMGF0ZZZZ", "sku_id": "0002"},
        {"product_id": BIZTALK, "sku_id": "9999"},
        ITEM | {"countries": "DE"},
        ITEM | {"countries": ["XX"]},
        ITEM | {"segments": ["Martian"]},
    ],
)
def test_a_senseless_withdrawal_is_refused(partner: Partner, wrong: dict[str, object]) -> None:
    assert partner.http.post("/_simulator/withdrawals", json=wrong).status_code == 400
    assert partner.control("GET", "/withdrawals")["items"] == []
