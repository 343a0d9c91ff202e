"""The catalogue of perpetual titles by country, segment and language (B15, S33-S79)."""

import re
from pathlib import Path

import pytest

from tests.entrypoints.simulator.partner import (
    ACME,
    AEGEAN,
    CONTOSO,
    NORDLICHT,
    SERVER,
    Partner,
    partner_of,
)

BIZTALK = "DG7GMGF0DWM3"


def products(partner: Partner, country: str = "DE", **query: str) -> list[str]:
    asked = {"country": country, "targetView": "SoftwarePerpetual"} | query
    return [product["id"] for product in partner.get("/v1/products", **asked)["items"]]


def test_there_are_enough_titles_to_sell_everywhere(partner: Partner) -> None:
    skus = {
        (product, sku["id"])
        for product in products(partner)
        for sku in partner.get(f"/v1/products/{product}/skus", country="DE")["items"]
    }
    assert len(products(partner)) >= 30
    assert len(skus) >= 60
    assert all(re.fullmatch("DG7GMGF0[A-Z0-9]{4}", product) for product, _ in skus)
    assert all(re.fullmatch("[A-Z0-9]{4}", sku) for _, sku in skus)


def test_only_software_views_list_titles(partner: Partner) -> None:
    assert products(partner, targetView="Software") == products(partner)
    assert products(partner, targetView="OnlineServices") == []
    unknown = partner.call("GET", "/v1/products?country=DE&targetView=Games")
    assert (unknown.status_code, unknown.json()["code"]) == (403, "400036")


def test_the_catalogue_knows_only_its_own_names_of_segments(partner: Partner) -> None:
    assert products(partner, targetSegment="NonProfit")
    sheet_name = "/v1/products?country=DE&targetView=Software&targetSegment=Charity"
    refused = partner.call("GET", sheet_name)
    assert (refused.status_code, refused.json()["code"]) == (403, "400030")


def test_a_list_links_to_itself_as_it_was_asked_for(partner: Partner) -> None:
    listed = partner.get("/v1/products", country="US", targetView="Software")
    assert listed["links"]["self"]["uri"] == "/products?country=US&targetView=Software"


def test_some_titles_are_missing_in_some_markets(partner: Partner) -> None:
    assert "DG7GMGF0FKXQ" in products(partner, "DE")
    assert "DG7GMGF0FKXQ" not in products(partner, "CH")
    assert products(partner, "NZ") == []


def test_nonprofit_comes_only_when_asked_for(partner: Partner) -> None:
    """S64."""
    path = f"/v1/products/{SERVER}/availabilities"
    usual = partner.get(path, country="DE")["items"]
    asked = partner.get(path, country="DE", targetSegment="nonprofit")["items"]
    assert [found["segment"] for found in usual] == ["commercial", "education", "government"]
    assert [found["segment"] for found in asked] == ["nonprofit"]


@pytest.mark.parametrize(
    ("customer", "segments"),
    [
        (CONTOSO, ["commercial"]),
        (NORDLICHT, ["commercial", "education"]),
        (AEGEAN, ["commercial"]),
        (ACME, ["commercial"]),
    ],
)
def test_a_customer_sees_the_segments_it_is_approved_for(
    partner: Partner, customer: str, segments: list[str]
) -> None:
    """S61, D26: in review is not approved; nonprofit has to be asked for."""
    path = f"/v1/customers/{customer}/products/{SERVER}/availabilities"
    assert [found["segment"] for found in partner.get(path)["items"]] == segments


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/v1/products/DG7GMGF0ZZZZ", "400013"),
        ("/v1/products/DG7GMGF0ZZZZ/skus/0002", "400013"),
        (f"/v1/products/{BIZTALK}/skus/9999", "400018"),
        (f"/v1/products/{BIZTALK}/skus/0002/availabilities/DG7GMGF0ZZZZ", "400019"),
    ],
)
def test_what_is_not_there_is_named_by_its_code(partner: Partner, path: str, code: str) -> None:
    answer = partner.call("GET", path, params={"country": "DE"})
    assert (answer.status_code, answer.json()["code"]) == (404, code)


def test_an_availability_reads_the_same_by_its_id(partner: Partner) -> None:
    path = f"/v1/products/{SERVER}/availabilities"
    for listed in partner.get(path, country="JP")["items"]:
        assert partner.get(f"{path}/{listed['id']}", country="JP") == listed
        assert listed["defaultCurrency"] == {"code": "JPY", "symbol": "¥"}


def test_descriptions_follow_the_locale_and_fall_back_to_english(partner: Partner) -> None:
    """S77."""

    def described(locale: str, product: str = BIZTALK) -> str:
        path = f"/v1/products/{product}?country=DE"
        return str(partner.call("GET", path, headers={"X-Locale": locale}).json()["description"])

    assert described("de-DE").startswith("Verbindet Anwendungen")
    assert described("el-GR").startswith("Συνδέει εφαρμογές")
    assert described("de-DE", "DG7GMGF0D19L") == described("en-US", "DG7GMGF0D19L")
    for unknown in ("ja-JP", "fi-FI", "he-IL"):
        assert described(unknown) == described("en-US")


def test_item_ids_rotate_but_stay_unique(partner: Partner) -> None:
    path = f"/v1/products/{SERVER}/availabilities"

    def ids() -> set[str]:
        countries = ("DE", "GR", "US", "GB", "CH", "JP")
        listed = (partner.get(path, country=country)["items"] for country in countries)
        return {found["catalogItemId"] for items in listed for found in items}

    before = ids()
    assert len(before) == 6 * 2 + 4
    assert ids() == before
    partner.control("POST", "/rotate")
    assert not ids() & before


def test_the_seed_alone_decides_item_ids(tmp_path: Path) -> None:
    def item(name: str, seed: int) -> str:
        with partner_of(tmp_path / name, seed) as partner:
            return partner.item(CONTOSO)

    assert item("a", 7) == item("b", 7)
    assert item("c", 8) != item("a", 7)
