"""Reading the price sheets of the simulator."""

import csv
import io

from tests.entrypoints.simulator.partner import Partner

SHEET = "/v1.0/sales/pricesheets(Market='{market}',PricesheetView='software')/$value"
NOW = "2026-06-01"
Rows = list[dict[str, str]]


def rows(partner: Partner, market: str = "DE", **query: str) -> Rows:
    headers = {"Accept-Encoding": "identity"}
    path = SHEET.format(market=market)
    answer = partner.call("GET", path, params=query, headers=headers)
    assert answer.status_code == 200
    return parsed(answer.content)


def parsed(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def in_force(sheet: Rows) -> Rows:
    return [
        row
        for row in sheet
        if row["TermDuration"] == "NoTerm"
        and row["EffectiveStartDate"] <= NOW <= row["EffectiveEndDate"]
    ]


def first_tier(row: dict[str, str]) -> bool:
    return row["PricingTierRangeMin"] in ("", "1")
