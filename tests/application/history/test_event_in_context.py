"""An event with what led to it and what it led to (B11)."""

from uuid import UUID

import pytest

from application.history.list_history import ListHistory
from application.history.show_event import EventInContext, ShowEvent
from application.ports.ledger import Recorded
from application.principal import Principal
from application.processes.provisioning import ProvisioningProcess
from core.kernel.errors import NotFound
from tests.support.fakes_people import AUDITOR, ENGINEER
from tests.support.fakes_shop import Shop


@pytest.fixture
def sold(shop: Shop) -> UUID:
    """An asset that the worker provisioned because of its order's execution."""
    asset = shop.sell()
    process: ProvisioningProcess = shop.process
    list(process.provision([asset], channel="worker", patience=5))
    return asset


def event(shop: Shop, recorded: Recorded, by: Principal = AUDITOR) -> EventInContext:
    return shop.ask(ShowEvent(position=recorded.position), by)


def test_b11_what_the_worker_did_was_caused_by_the_order(shop: Shop, sold: UUID) -> None:
    created, *done = shop.ledger.stream(sold)
    assert done
    found = event(shop, done[-1])
    assert [each.position for each in found.causes] == [created.position]
    effects = [each.position for each in event(shop, created).effects]
    assert effects
    assert set(effects) >= {each.position for each in done}


def test_b11_all_of_one_correlation_is_shown_and_goes_on_in_its_history(
    shop: Shop, sold: UUID
) -> None:
    created, *_ = shop.ledger.stream(sold)
    together = created.metadata.correlation_id
    every = [
        each.position for each in shop.ledger.recorded if each.metadata.correlation_id == together
    ]
    found = event(shop, created)
    assert [each.position for each in found.correlated.items] == every
    run = next(each for each in shop.ledger.recorded if each.topic == "sync-run.applied.v2")
    first = event(shop, run).correlated
    assert run.position in [each.position for each in first.items]
    asked = ListHistory(correlation_id=together, oldest_first=True, limit=2)
    page = shop.ask(asked, AUDITOR)
    assert [each.position for each in page.items] == every[:2]


def test_b11_an_event_tells_its_facts_and_its_command(shop: Shop, sold: UUID) -> None:
    created, *_ = shop.ledger.stream(sold)
    found = event(shop, created)
    assert found.command_id == created.metadata.command_id
    assert found.facts["product_code"] == "DG7GMGF0DWM3:0002:SEG0001"
    assert "unit_cost" in found.facts["price"]


def test_d15_an_engineer_sees_no_cost_in_the_facts(shop: Shop, sold: UUID) -> None:
    created, *_ = shop.ledger.stream(sold)
    assert "cost" not in str(event(shop, created, ENGINEER))


def test_where_no_event_is_nothing_is_shown(shop: Shop) -> None:
    with pytest.raises(NotFound, match="no event at position 1"):
        shop.ask(ShowEvent(position=1), AUDITOR)
