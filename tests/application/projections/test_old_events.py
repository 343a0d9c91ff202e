"""Events of the first shape are read and projected like those of today (SPEC 5, S35, S80)."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from application.organisation.edit_organisation import EditOrganisation
from application.ports.ledger import Recorded
from application.projections.catalogue_runs import CATALOGUE_RUNS
from application.projections.instances import INSTANCES
from application.projections.products import BSS_PRODUCTS
from application.queries.explain_price import ExplainPrice
from application.queries.products import ShowProduct
from core.catalogue.markets import MarketPrice
from core.catalogue.product import Product
from core.ids import product_id
from core.instances.instance import Instance
from infrastructure.event_store.envelope import decode
from tests.support.builders import OFFICE, a_sheet_price, dec
from tests.support.fakes_ledger import GAP
from tests.support.fakes_people import INSTANCE, OPERATOR, PARTNER_TENANT
from tests.support.fakes_shop import Shop
from tests.support.scenario import NOON

OLD_RUN = UUID("01953a10-0000-7000-8000-00000000001d")
OFFICE_ID = product_id(INSTANCE, OFFICE)
EUROS = {
    "currency": "EUR",
    "purchase": "310.00",
    "sell": "412.50",
    "purchase_country": "DE",
    "sell_country": "GR",
    "source": "list",
    "rate_id": None,
}
OLD: list[tuple[UUID, str, dict[str, Any]]] = [
    (
        INSTANCE,
        "instance.registered.v1",
        {
            "name": "Hellas",
            "partner_tenant": PARTNER_TENANT,
            "countries": ["GR", "DE"],
            "language": "en",
            "credentials": "default",
            "mpn_id": None,
            "publish_new_products": True,
        },
    ),
    (
        INSTANCE,
        "instance.active-currencies-chosen.v1",
        {"currencies": ["EUR"], "default": "EUR"},
    ),
    (
        OLD_RUN,
        "sync-run.applied.v1",
        {
            "instance_id": str(INSTANCE),
            "digest": "d1",
            "new": 1,
            "updated": 0,
            "unchanged": 0,
            "discontinued": 0,
            "quarantine": [{"country": "GR", "row": 17, "reason": "no number"}],
            "failed": [],
            "rate_ids": [],
            "sheets": [["GR", "a1"], ["DE", "b2"]],
        },
    ),
    (
        OFFICE_ID,
        "product.listed.v1",
        {
            "run_id": str(OLD_RUN),
            "instance_id": str(INSTANCE),
            "code": OFFICE,
            "name": "Office (Commercial)",
            "sku_name": "Office",
            "qualification": "Commercial",
            "description": "Old words.",
            "minimum_quantity": 1,
            "maximum_quantity": 10,
            "published": True,
        },
    ),
    (
        OFFICE_ID,
        "product.described.v1",
        {
            "run_id": str(OLD_RUN),
            "name": "Office LTSC Professional Plus 2024 (Commercial)",
            "sku_name": "Office LTSC Professional Plus 2024",
            "description": "Office for one device.",
            "minimum_quantity": 1,
            "maximum_quantity": 1000,
        },
    ),
    (
        OFFICE_ID,
        "product.availability-changed.v1",
        {"run_id": str(OLD_RUN), "countries": ["DE", "GR"]},
    ),
    (
        OFFICE_ID,
        "product.repriced.v1",
        {
            "run_id": str(OLD_RUN),
            "changed": [
                {"country": "AT", "currency": "EUR", "cost": "1.00", "erp": "2.00"},
                {"country": "DE", "currency": "EUR", "cost": "310.00", "erp": "400.00"},
                {"country": "GR", "currency": "EUR", "cost": "300.00", "erp": "412.50"},
            ],
            "removed": [],
            "list_prices": [EUROS],
        },
    ),
    (
        OFFICE_ID,
        "product.repriced.v1",
        {
            "run_id": str(OLD_RUN),
            "changed": [],
            "removed": [["AT", "EUR"]],
            "list_prices": [EUROS],
        },
    ),
]


def ledger_of_old() -> list[Recorded]:
    said = {
        "time": NOON.isoformat().replace("+00:00", "Z"),
        "actor": OPERATOR.actor,
        "role": "operator",
        "channel": "cli",
        "command_id": str(OLD_RUN),
        "correlation_id": str(OLD_RUN),
        "causation_id": None,
        "reason": None,
    }
    recorded: list[Recorded] = []
    for number, (stream, topic, facts) in enumerate(OLD, 1):
        state = json.dumps({"m": said, "d": facts}).encode()
        metadata, kind, read = decode(topic, state)
        version = 1 + sum(each.stream_id == stream for each in recorded)
        event = kind(stream, version, NOON, **read)
        recorded.append(Recorded(number * GAP, stream, version, topic, metadata, event))
    return recorded


@pytest.fixture
def old_shop() -> Shop:
    """A shop whose ledger was begun by the first version."""
    return Shop(tuple(ledger_of_old()))


def test_s35_an_old_product_is_projected_with_its_first_tier_and_in_english(
    old_shop: Shop,
) -> None:
    row = old_shop.rows.one(BSS_PRODUCTS, {"product_id": OFFICE_ID})
    assert row is not None
    assert (row.language, row.published, row.status, row.version) == ("en", True, "new", 5)
    assert row.market_prices == (
        MarketPrice("DE", "EUR", dec("310.00"), dec("400.00"), 1),
        MarketPrice("GR", "EUR", dec("300.00"), dec("412.50"), 1),
    )
    product = old_shop.ledger.get(Product, OFFICE_ID)
    assert (product.language, product.known_changes) == ("en", ())
    assert {key.from_quantity for key in product.markets} == {1}


def test_s80_an_old_run_is_in_the_log_as_applied(old_shop: Shop) -> None:
    [run] = old_shop.rows.all(CATALOGUE_RUNS, order=("run_id",))
    assert (run.state, run.new, run.quarantined, run.actor) == ("applied", 1, 1, OPERATOR.actor)
    assert (run.started_at, run.ended_at, run.countries) == (NOON, NOON, ())
    assert (run.warnings, run.localisation_gaps, run.overridden) == (0, 0, False)


def test_s43_s80_an_old_instance_has_no_scheduled_run_until_somebody_sets_a_day(
    old_shop: Shop,
) -> None:
    row = old_shop.rows.one(INSTANCES, {"instance_id": INSTANCE})
    assert row is not None
    assert (row.monthly_sync_day, row.language_countries, row.version) == (None, (), 2)
    instance = old_shop.ledger.get(Instance, INSTANCE)
    assert instance.due_period(NOON + timedelta(days=90)) is None


def test_b9_an_old_price_explains_itself(old_shop: Shop) -> None:
    told = old_shop.ask(ExplainPrice(instance_id=INSTANCE, code=OFFICE, currency="EUR"))
    assert (str(told.sell.result), told.run.run_id) == ("412.50 EUR", OLD_RUN)
    assert told.run.sheets == (("GR", "a1"), ("DE", "b2"))


def test_d23_a_run_of_today_goes_on_where_the_old_ones_ended(old_shop: Shop) -> None:
    old_shop.send(EditOrganisation(name="Nikos Clouds", currencies=("EUR",)))
    old_shop.vendor.offered.pop()
    assert old_shop.sync().unchanged == 1
    old_shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    assert old_shop.sync().updated == 1
    shown = old_shop.ask(ShowProduct(instance_id=INSTANCE, code=OFFICE))
    assert shown.list_prices[0].sell == dec("500.00")
