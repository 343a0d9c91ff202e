"""Whatever is wrong with Microsoft's catalogue or sheets, a run tells it and harms nothing.

D23, D25: the old catalogue stays usable, and nothing is discontinued by an error.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from application.catalogue.fetching import NothingListed
from application.instances.edit_instance import EditInstance
from application.queries.catalogue_runs import ShowCatalogueRun
from core.catalogue.errors import MassDiscontinuation
from entrypoints.simulator.catalogue.assortment import TITLES
from tests.journey.distributor import FOR_BUSINESS_ONLY, OFFICE, VISIO, Distributor, distributor

HEADER = (
    "ProductTitle,ProductId,SkuId,SkuTitle,TermDuration,BillingPlan,Market,Currency,"
    "UnitPrice,EffectiveStartDate,EffectiveEndDate,ERP Price,Segment"
)
IN_FORCE = {"EffectiveStartDate": "2025-01-01T00:00:00.0000000Z", "EffectiveEndDate": ""}
ROW = "Office,DG7GMGF0DWTL,0001,Office,NoTerm,OneTime,DE,EUR,380.00,,,480.00,Commercial"


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Distributor]:
    with distributor(tmp_path_factory.mktemp("catalogue")) as ours:
        ours.sync()
        yield ours


@pytest.fixture
def ours(stocked: Distributor) -> Iterator[Distributor]:
    yield stocked
    stocked.mend()
    stocked.sync()


def sheet(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join((header, *rows)).encode()


def truncated() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.csv", sheet(*[ROW] * 500))
    return whole.getvalue()[:-40]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (truncated(), "damaged"),
        (b"<html><body>Sign in</body></html>", "missing"),
        (sheet(ROW, header=HEADER.replace("UnitPrice", "Price")), "column UnitPrice is missing"),
        (sheet(), "no row"),
        (b"", "missing"),
        (b"\xff\xfe\x00", ""),
    ],
    ids=["truncated archive", "a web page", "a missing column", "no row", "nothing", "no text"],
)
def test_d23_a_sheet_that_is_no_good_leaves_all_prices_as_they_are(
    ours: Distributor, body: bytes, reason: str
) -> None:
    before = ours.products()
    ours.microsoft.put("sheets/DE", content=body).raise_for_status()
    run = ours.sync()
    assert (run.new, run.updated, run.discontinued, run.failed) == (0, 0, 0, 1)
    told = ours.ask(ShowCatalogueRun(run_id=run.run_id))
    [failed] = told.failed
    assert (failed.country, failed.segment) == ("DE", "")
    assert reason in failed.reason
    assert {code: each.market_prices for code, each in ours.products().items()} == {
        code: each.market_prices for code, each in before.items()
    }


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"Segment": "Startup"}, "unknown segment"),
        ({"UnitPrice": "-1.00"}, "no exact price"),
        ({"UnitPrice": ""}, "missing"),
        ({"UnitPrice": "1e3"}, "no exact price"),
        ({"ERP Price": "1.123456789012"}, "no exact price"),
        ({"Currency": "EURO"}, "not an ISO 4217 currency"),
        ({"UnitPrice": "77.00", **IN_FORCE}, "another price"),
    ],
    ids=str,
)
def test_d25_an_unusable_row_is_told_and_its_price_stays(
    ours: Distributor, columns: dict[str, str], reason: str
) -> None:
    before = ours.products()
    ours.control("POST", "sheet-rows", market="DE", columns=columns)
    run = ours.sync()
    told = ours.ask(ShowCatalogueRun(run_id=run.run_id))
    assert run.quarantined >= 1
    assert all(row.country == "DE" and reason in row.reason for row in told.quarantine)
    assert (run.updated, run.discontinued) == (0, 0)
    assert {code: each.market_prices for code, each in ours.products().items()} == {
        code: each.market_prices for code, each in before.items()
    }


def test_a_sheet_may_have_other_columns_in_another_order_with_quotes_and_lines_in_titles(
    ours: Distributor,
) -> None:
    header = "Extra,Segment,ERP Price,UnitPrice,Currency,Market,SkuId,ProductId,ProductTitle"
    row = 'x,Commercial,999.00,800.00,EUR,DE,0001,DG7GMGF0DWTL,"Office ""LTSC"",\r\n2024"'
    ours.microsoft.put(
        "sheets/DE", content=b"\xef\xbb\xbf" + sheet(row, header=header)
    ).raise_for_status()
    ours.sync()
    prices = ours.products()[f"{OFFICE}:SEG0001"].market_prices
    assert [str(each.erp) for each in prices if each.country == "DE"] == ["999.00"]


@pytest.mark.parametrize(
    "patch",
    [
        {"set": {"somethingNew": {"deep": [1, 2]}, "isTrial": None}},
        {"remove": ["description", "minimumQuantity"]},
    ],
    ids=str,
)
def test_members_that_are_unknown_or_left_out_are_no_trouble(
    ours: Distributor, patch: dict[str, Any]
) -> None:
    product, sku = OFFICE.split(":")
    ours.control("POST", "catalogue-patches", product_id=product, sku_id=sku, **patch)
    run = ours.sync()
    assert (run.discontinued, run.failed) == (0, 0)
    assert f"{OFFICE}:SEG0001" in ours.products()


def test_d23_a_nameless_product_fails_its_segments_and_discontinues_nothing(
    ours: Distributor,
) -> None:
    product, sku = FOR_BUSINESS_ONLY.split(":")
    ours.control("POST", "catalogue-patches", product_id=product, remove=["title"])
    ours.control("POST", "catalogue-patches", product_id=product, sku_id=sku, remove=["title"])
    run = ours.sync()
    assert (run.updated, run.discontinued) == (0, 0)
    told = ours.ask(ShowCatalogueRun(run_id=run.run_id))
    assert {each.country for each in told.failed} == {"DE", "GR"}
    assert all("without a title" in each.reason for each in told.failed)


def test_pages_are_read_to_the_last(ours: Distributor) -> None:
    ours.control("PATCH", "settings", catalogue_page_size=3)
    preview = ours.preview()
    assert (preview.new, preview.updated, preview.discontinued) == (0, 0, 0)


def test_d22_rotated_availability_ids_change_nothing(ours: Distributor) -> None:
    digest = ours.preview().digest
    ours.control("POST", "rotate")
    assert ours.preview().digest == digest


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "throttled", "path": "*/skus", "retry_after": 1},
        {"fault": "server_error", "path": "*/skus", "count": 2},
        {"fault": "malformed", "path": "*pricesheets*"},
    ],
    ids=str,
)
def test_d23_trouble_midway_is_waited_out_or_told(ours: Distributor, fault: dict[str, Any]) -> None:
    ours.control("POST", "faults", method="GET", **fault)
    run = ours.sync()
    assert (run.new, run.updated, run.discontinued) == (0, 0, 0)


def test_a_token_that_expires_midway_is_renewed(ours: Distributor) -> None:
    ours.control("PATCH", "settings", token_lifetime_seconds=1)
    run = ours.sync()
    assert (run.updated, run.discontinued, run.failed) == (0, 0, 0)


def test_s64_a_segment_that_the_partner_may_not_resell_is_told_as_not_eligible(
    ours: Distributor,
) -> None:
    refused = {"method": "GET", "path": "*/products", "status": 403, "code": "400030"}
    ours.control("POST", "faults", fault="refusal", **refused)
    run = ours.sync()
    [failed] = ours.ask(ShowCatalogueRun(run_id=run.run_id)).failed
    assert "not eligible" in failed.reason
    assert (run.updated, run.discontinued) == (0, 0)


def test_d23_a_withdrawn_product_is_discontinued_and_returns(ours: Distributor) -> None:
    product, sku = VISIO.split(":")
    ours.control("POST", "withdrawals", product_id=product, sku_id=sku)
    code = f"{VISIO}:SEG0001"
    assert ours.sync().discontinued == 3
    assert ours.products()[code].catalog_status == "discontinued"
    ours.mend()
    assert ours.sync().updated == 3
    assert ours.products()[code].catalog_status == "updated"


def test_d23_a_run_that_would_discontinue_a_fifth_needs_somebody_who_allows_it(
    ours: Distributor,
) -> None:
    before = len(ours.products())
    for title in list(TITLES.values())[:12]:
        for sku in title.skus:
            ours.control("POST", "withdrawals", product_id=title.id, sku_id=sku.id)
    assert ours.preview().needs_override
    with pytest.raises(MassDiscontinuation):
        ours.sync()
    alive = [each for each in ours.products().values() if each.catalog_status != "discontinued"]
    assert len(alive) == before
    assert ours.sync(allow_mass_discontinuation=True).discontinued > before / 5


def test_where_microsoft_lists_nothing_the_run_fails_and_the_catalogue_stays(
    ours: Distributor,
) -> None:
    before = ours.products()
    silence = {"method": "GET", "path": "*/products", "code": "2030", "count": 8}
    ours.control("POST", "faults", fault="refusal", **silence)
    with pytest.raises(NothingListed, match="2030"):
        ours.sync()
    ours.mend()
    assert ours.products() == before


def test_s81_after_a_price_change_exactly_the_touched_products_are_updated(
    ours: Distributor,
) -> None:
    """D23: a change in any market makes a product `updated`."""
    unchanged = ours.preview()
    assert (unchanged.new, unchanged.updated, unchanged.discontinued) == (0, 0, 0)
    ours.move_price(OFFICE, "GR", "1.01")
    found = ours.preview()
    assert [(each.code, each.status) for each in found.changes] == [
        (f"{OFFICE}:SEG0001", "updated")
    ]
    [purchase, sell] = found.changes[0].market_moves
    assert (sell.country, str(sell.after), purchase.kind) == ("GR", "1.01", "purchase")


def test_s77_s78_s79_descriptions_come_in_the_catalogues_language_where_microsoft_has_them(
    ours: Distributor,
) -> None:
    """D29: `el` stands for Greece by the instance's own map."""
    greece = (("el", "GR"),)
    greek = EditInstance(instance_id=ours.instance, language="el", language_countries=greece)
    ours.send(greek)
    run = ours.sync()
    products = ours.products()
    localised = [each for each in products.values() if each.language == "el"]
    assert len(localised) == run.updated > 50
    assert all("GR" in each.countries for each in localised)
    assert all(re.search(r"[α-ω]{4}", each.description) for each in localised)
    gaps = {each.code: each.reason for each in ours.preview().localisation_gaps}
    assert len(gaps) == run.localisation_gaps == len(products) - len(localised)
    for code, reason in gaps.items():
        assert products[code].language == "en"
        lacks = "GR" in products[code].countries
        assert ("Microsoft has no description in el-GR" in reason) is lacks
    ours.send(EditInstance(instance_id=ours.instance, language="en"))
    assert ours.sync().updated == len(localised)
