"""Every price of the simulator's whole world, against the rules followed with a pencil.

D19, D28, S70–S76, B9: 20 markets, every product, currency and country.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from application.instances.edit_instance import EditInstance
from application.organisation.edit_organisation import EditOrganisation
from application.queries.explain_price import ExplainPrice
from application.rates.set_exchange_rate import SetExchangeRate
from core.catalogue.pricing import derive_payable_price
from core.catalogue.values import Conversion, PriceRules
from core.money import Currency
from entrypoints.rendering import to_json
from entrypoints.settings import Settings
from entrypoints.simulator.catalogue.markets import MARKETS
from infrastructure.database.database import Database
from tests.journey.distributor import Distributor, distributor
from tests.support.naive_prices import (
    NaiveRate,
    NaiveRow,
    naive_list_price,
    naive_payable_price,
)

COUNTRIES = tuple(MARKETS)
CURRENCIES = ("EUR", "USD", "JPY", "KWD", "ILS", "KRW")
RATES = (
    NaiveRate("EUR-ILS-1", "EUR", "ILS", Decimal("3.95")),
    NaiveRate("USD-ILS-1", "USD", "ILS", Decimal("3.6512")),
    NaiveRate("EUR-KWD-1", "EUR", "KWD", Decimal("0.334455")),
)
SEGMENTS = {
    "Commercial": "SEG0001",
    "Education": "SEG0002",
    "Charity": "SEG0003",
    "Government": "SEG0004",
}
QUANTITIES = (1, 49, 50, 250)


@dataclass(frozen=True)
class World:
    """A synced catalogue, and the rows of all price sheets as they came from Microsoft."""

    ours: Distributor
    rows: dict[str, list[NaiveRow]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    with distributor(folder, countries=COUNTRIES) as ours:
        ours.send(EditOrganisation(currencies=CURRENCIES))
        ours.send(EditInstance(instance_id=ours.instance, currencies=CURRENCIES))
        for rate in RATES:
            ours.send(
                SetExchangeRate(
                    anchor=rate.anchor, currency=rate.currency, units_per_anchor=rate.units
                )
            )
        run = ours.sync()
        assert (run.failed, run.quarantined) == (0, 0)
        yield World(ours, rows_of(folder))


def rows_of(folder: Path) -> dict[str, list[NaiveRow]]:
    """Rows in force, read from the evidence by the csv module and Decimal."""
    found = defaultdict(list)
    database = Database(Settings(data_dir=folder).database)
    with database.engine.connect() as connection:
        sheets = connection.execute(text("SELECT content FROM price_sheets")).scalars().all()
    database.close()
    for content in sheets:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            file = archive.read(archive.namelist()[0]).decode("utf-8-sig")
        for row in csv.DictReader(io.StringIO(file, newline="")):
            if row["TermDuration"] == "NoTerm" and in_force(row):
                code = f"{row['ProductId']}:{row['SkuId']}:{SEGMENTS[row['Segment']]}"
                found[code].append(
                    NaiveRow(
                        code,
                        row["Market"],
                        row["Currency"],
                        int(row["PricingTierRangeMin"] or 1),
                        Decimal(row["UnitPrice"]),
                        Decimal(row["ERP Price"]),
                    )
                )
    return found


def in_force(row: dict[str, str]) -> bool:
    return row["EffectiveStartDate"] <= "2026-06-01" <= row["EffectiveEndDate"]


def test_s71_s72_every_default_price_is_the_one_a_pencil_finds(world: World) -> None:
    products = world.ours.products()
    assert len(products) > 200
    for code, product in products.items():
        found = {each.currency: (each.purchase, each.sell) for each in product.list_prices}
        expected = {
            currency: price
            for currency in CURRENCIES
            if (price := naive_list_price(world.rows[code], currency, RATES))
        }
        assert found == expected, code


def test_s75_d19_every_payable_price_is_the_one_a_pencil_finds(world: World) -> None:
    rules = PriceRules(
        tuple(
            Conversion(each.rate_id, Currency(each.anchor), Currency(each.currency), each.units)
            for each in RATES
        )
    )
    for code, product in world.ours.products().items():
        markets = {price.key: price.amounts for price in product.market_prices}
        for currency in map(Currency, CURRENCIES):
            for country in product.countries:
                for quantity in QUANTITIES:
                    derived = derive_payable_price(
                        markets, currency, rules, country=country, quantity=quantity
                    )
                    price = (derived.purchase.price, derived.sell.price) if derived else None
                    assert price == naive_payable_price(
                        world.rows[code], currency, country, quantity, RATES
                    ), (code, currency, country, quantity)


@pytest.mark.parametrize(("country", "currency"), [("GR", "EUR"), ("US", "ILS"), (None, "KWD")])
def test_b9_every_explanation_gives_its_price_again_from_its_own_numbers(
    world: World, country: str | None, currency: str
) -> None:
    explained = 0
    for code, product in world.ours.products().items():
        if country and not sells(world.rows[code], country, currency):
            continue
        found = world.ours.ask(
            ExplainPrice(
                instance_id=product.instance, code=code, currency=currency, country=country
            )
        )
        reproduce(json.loads(to_json(found)))
        explained += 1
    assert explained > 100


def sells(rows: list[NaiveRow], country: str, currency: str) -> bool:
    return naive_payable_price(rows, currency, country, 1, RATES) is not None


def reproduce(told: Any) -> None:
    """With nothing but what was printed."""
    for side, column in (("purchase", "cost"), ("sell", "erp")):
        amount = told[side]
        highest = max(Decimal(each[column]) for each in told["lists"])
        assert Decimal(amount["listed"]["amount"]) == highest
        rate = Decimal(told["rate"]["units_per_anchor"]) if told["rate"] else Decimal(1)
        assert Decimal(amount["exact"]) == highest * rate
        rounded = (highest * rate).quantize(Decimal(amount["minor_unit"]), ROUND_HALF_UP)
        assert amount["result"] == {"amount": str(rounded), "currency": told["currency"]}
        assert f"{rounded} {told['currency']}." in " ".join(told["steps"])
