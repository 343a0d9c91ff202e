"""The software price sheet: CSV or ZIP, by market and timeline (B15, S38, D25, D28)."""

import io
import zipfile
from decimal import Decimal

import pytest

from tests.entrypoints.simulator.partner import CONTOSO, Partner
from tests.entrypoints.simulator.sheets import NOW, SHEET, first_tier, in_force, parsed, rows


def test_a_client_that_accepts_deflate_gets_a_zip_with_the_same_csv(partner: Partner) -> None:
    headers = {"Accept-Encoding": "gzip, Deflate, br"}
    answer = partner.call("GET", SHEET.format(market="DE"), headers=headers)
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"] == "application/octet-stream"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        (name,) = archive.namelist()
        assert parsed(archive.read(name)) == rows(partner)


@pytest.mark.parametrize(
    "path",
    [
        "/v1.0/sales/pricesheets%28Market%3D%27de%27%2CPricesheetView%3D%27software%27%29/%24value",
        SHEET.format(market="de"),
    ],
)
def test_the_path_may_be_encoded_and_the_market_in_any_case(partner: Partner, path: str) -> None:
    assert partner.call("GET", path).status_code == 200


def test_every_value_is_quoted_after_a_byte_order_mark(partner: Partner) -> None:
    headers = {"Accept-Encoding": "identity"}
    content = partner.call("GET", SHEET.format(market="GR"), headers=headers).content
    assert content.startswith(b'\xef\xbb\xbf"ProductTitle","ProductId","SkuId"')
    assert all(line.startswith('"') for line in content.decode("utf-8-sig").splitlines())


def test_one_price_is_in_force_for_each_perpetual_sku_and_segment(partner: Partner) -> None:
    for market in partner.markets():
        found = [row for row in in_force(rows(partner, market)) if first_tier(row)]
        keys = {(row["ProductId"], row["SkuId"], row["Segment"]) for row in found}
        assert len(keys) == len(found) > 150
        assert all(Decimal(row["ERP Price"]) > Decimal(row["UnitPrice"]) > 0 for row in found)
        assert {"Commercial", "Education", "Charity"} <= {row["Segment"] for row in found}


def test_a_sheet_also_carries_rows_out_of_force_and_subscriptions(partner: Partner) -> None:
    sheet = rows(partner)
    assert any(row["EffectiveEndDate"] < NOW for row in sheet)
    assert any(row["EffectiveStartDate"] > NOW for row in sheet)
    assert {row["TermDuration"] for row in sheet} == {"NoTerm", "P1Y", "P3Y"}
    assert {row["BillingPlan"] for row in sheet} == {"OneTime", "Annual", "Triennial"}


def test_markets_differ_and_prices_have_the_decimals_of_their_currency(partner: Partner) -> None:
    sheets = {market: in_force(rows(partner, market)) for market in ("DE", "GR", "JP", "KR", "KW")}
    assert sheets["DE"][0]["UnitPrice"] != sheets["GR"][0]["UnitPrice"]
    for market, decimals in {"DE": 2, "JP": 0, "KR": 0, "KW": 3}.items():
        written = (row[name] for row in sheets[market] for name in ("UnitPrice", "ERP Price"))
        assert {len(price.partition(".")[2]) for price in written} == {decimals}


def test_timelines_tell_past_and_future_prices(partner: Partner) -> None:
    assert all(row["EffectiveEndDate"] < NOW for row in rows(partner, timeline="history"))
    future = rows(partner, timeline="future")
    assert future
    assert all(row["EffectiveStartDate"] > NOW for row in future)
    refused = partner.call("GET", SHEET.format(market="DE"), params={"month": "202301"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "invalidRequest")


def test_an_unknown_market_has_no_sheet(partner: Partner) -> None:
    answer = partner.call("GET", SHEET.format(market="XX"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "itemNotFound")


def test_a_moved_price_shows_in_the_sheet_and_in_the_next_order(partner: Partner) -> None:
    moved = {"sku": "DG7GMGF0D5RK:0002", "market": "DE", "segment": "Commercial"}
    prices = {"unit_price": "800.10", "erp_price": "999.90"}
    partner.control("POST", "/prices", moved | prices)
    found = [row for row in in_force(rows(partner)) if row["UnitPrice"] == "800.10"]
    assert [(row["SkuId"], row["ERP Price"]) for row in found] == [("0002", "999.90")]
    order = partner.order(partner.buy(CONTOSO, quantity=3), include_price="true")
    assert order["lineItems"][0]["pricing"]["price"] == 800.10
    assert order["totalPrice"] == 2400.30


def test_a_sheet_can_be_spoilt_and_cleaned(partner: Partner) -> None:
    """D25."""
    before = rows(partner)
    columns = {"UnitPrice": "n/a", "Segment": "Martian"}
    partner.control("POST", "/sheet-rows", {"market": "DE", "columns": columns})
    assert rows(partner)[-1]["UnitPrice"] == "n/a"
    partner.control("DELETE", "/sheet-rows")
    assert rows(partner) == before
