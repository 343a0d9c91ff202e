"""Each day an instance that has assets is compared with Microsoft, once (B2, B13)."""

import pytest

from application.ports.jobs import Job
from application.ports.microsoft.errors import VendorUnavailable
from application.processes.daily_reconciliations import DailyReconciliations
from application.queries.reconciliations import ListReconciliations
from application.reconciliation.reconcile_instance import ReconcileInstance
from tests.support.fakes_faults import unavailable
from tests.support.fakes_people import INSTANCE
from tests.support.fakes_shop import Shop


def daily(shop: Shop) -> DailyReconciliations:
    found: DailyReconciliations = shop.container.resolve(DailyReconciliations)
    return found


def due(shop: Shop) -> list[Job]:
    return list(daily(shop).due(shop.clock.now()))


def runs(shop: Shop) -> list[str]:
    return [row.actor for row in shop.ask(ListReconciliations()).items]


def test_an_instance_without_assets_is_never_due(shop: Shop) -> None:
    assert due(shop) == []


def test_the_first_run_is_due_a_day_after_the_first_asset(shop: Shop) -> None:
    shop.sell()
    shop.clock.pass_by(hours=23, minutes=59)
    assert due(shop) == []
    shop.clock.pass_by(minutes=1)
    assert len(due(shop)) == 1


def test_a_day_after_the_latest_run_the_next_one_is_due(shop: Shop) -> None:
    shop.sell()
    shop.clock.pass_by(days=1)
    [job] = due(shop)
    daily(shop).run(job)
    assert (runs(shop), due(shop)) == (["system:worker"], [])
    shop.clock.pass_by(hours=23, minutes=59)
    assert due(shop) == []
    shop.clock.pass_by(minutes=1)
    assert len(due(shop)) == 1


def test_a_run_by_hand_counts_and_a_job_that_comes_twice_runs_once(shop: Shop) -> None:
    shop.sell()
    shop.clock.pass_by(days=1)
    [job] = due(shop)
    shop.send(ReconcileInstance(instance_id=INSTANCE))
    daily(shop).run(job)
    assert runs(shop) == ["operator:Olga"]


def test_a_run_that_microsoft_does_not_answer_stays_due_and_writes_nothing(shop: Shop) -> None:
    shop.sell()
    shop.clock.pass_by(days=1)
    [job] = due(shop)
    events = shop.ledger.end()
    shop.vendor.on("customers", unavailable())
    with pytest.raises(VendorUnavailable):
        daily(shop).run(job)
    assert (shop.ledger.end(), due(shop)) == (events, [job])
