"""Some SKUs cost less the more of them are bought (B15, S38, D28)."""

from decimal import Decimal
from itertools import groupby, pairwise

from tests.entrypoints.simulator.partner import CONTOSO, Partner
from tests.entrypoints.simulator.sheets import Rows, in_force, rows

TIERED = "DG7GMGF0PWHF"
WITH_FUTURE = "DG7GMGF0PN5G"
RANGES = [("1", "49"), ("50", "249"), ("250", "")]


def tiers(sheet: Rows) -> list[Rows]:
    """The rows of each product, SKU, segment and period that come in tiers."""

    def key(row: dict[str, str]) -> tuple[str, ...]:
        names = ("ProductId", "SkuId", "Segment", "EffectiveStartDate")
        return tuple(row[name] for name in names)

    tiered = (row for row in sheet if row["PricingTierRangeMin"])
    return [list(found) for _, found in groupby(tiered, key)]


def ranges(found: Rows) -> list[tuple[str, str]]:
    return [(row["PricingTierRangeMin"], row["PricingTierRangeMax"]) for row in found]


def test_tiers_are_the_same_everywhere_and_each_is_cheaper(partner: Partner) -> None:
    for market in partner.markets():
        sheet = rows(partner, market)
        assert len(tiers(sheet)) > 50
        for found in tiers(sheet):
            assert ranges(found) == RANGES
            for column in ("UnitPrice", "ERP Price"):
                assert all(Decimal(a[column]) > Decimal(b[column]) for a, b in pairwise(found))


def test_a_sku_is_tiered_in_all_its_segments_or_in_none(partner: Partner) -> None:
    sheet = rows(partner, "US")
    tiered = {(row["ProductId"], row["SkuId"]) for row in sheet if row["PricingTierRangeMin"]}
    plain = {(row["ProductId"], row["SkuId"]) for row in sheet if not row["PricingTierRangeMin"]}
    assert tiered
    assert not tiered & plain
    assert not any(row["PricingTierRangeMax"] for row in sheet if not row["PricingTierRangeMin"])


def test_past_and_future_prices_come_in_tiers_too(partner: Partner) -> None:
    past = [found for found in tiers(rows(partner)) if found[0]["ProductId"] == TIERED]
    assert len({found[0]["EffectiveStartDate"] for found in past}) == 2
    for timeline in ("future", "history"):
        found = tiers(rows(partner, timeline=timeline))
        assert WITH_FUTURE in {each[0]["ProductId"] for each in found}
        assert all(ranges(each) == RANGES for each in found)


def test_an_order_costs_what_its_tier_costs(partner: Partner) -> None:
    found = [row for row in in_force(rows(partner)) if row["ProductId"] == TIERED]
    prices = [float(row["UnitPrice"]) for row in found[:3]]
    item = partner.item(CONTOSO, f"{TIERED}/skus/0002")
    for quantity, price in zip((49, 50, 250), prices, strict=True):
        bought = partner.buy(CONTOSO, catalogItemId=item, quantity=quantity)
        line = partner.order(bought, include_price="true")["lineItems"][0]
        assert line["pricing"]["price"] == price


def test_a_moved_price_moves_all_its_tiers(partner: Partner) -> None:
    for market in partner.markets():
        moved = {"sku": f"{TIERED}:0002", "market": market, "segment": "education"}
        prices = {"unit_price": "1000", "erp_price": "2000"}
        partner.control("POST", "/prices", moved | prices)
        found = [
            Decimal(row["UnitPrice"])
            for row in in_force(rows(partner, market))
            if (row["ProductId"], row["SkuId"], row["Segment"]) == (TIERED, "0002", "Education")
        ]
        assert found == [1000, 955, 905]
