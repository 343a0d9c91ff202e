"""Each month products and prices are refreshed by themselves, once (S80, B13)."""

from datetime import UTC, datetime, timedelta

import pytest

from application.instances.edit_instance import EditInstance
from application.ports.microsoft.errors import VendorUnavailable
from application.processes.monthly_syncs import MonthlySyncs
from application.projections.catalogue_runs import CatalogueRunRow
from application.queries.catalogue_runs import ListCatalogueRuns
from application.queries.diagnose import Diagnose
from core.catalogue.errors import MassDiscontinuation
from tests.support.fakes_people import INSTANCE
from tests.support.fakes_shop import Shop, furnish


def monthly(shop: Shop) -> MonthlySyncs:
    found: MonthlySyncs = shop.container.resolve(MonthlySyncs)
    return found


def later(shop: Shop, moment: datetime) -> None:
    shop.clock.wait((moment - shop.clock.now()).total_seconds())


def next_first(shop: Shop) -> datetime:
    """The first day of the next month, when the monthly run is due."""
    ahead = shop.clock.now().replace(day=28) + timedelta(days=4)
    return datetime(ahead.year, ahead.month, 1, 3, tzinfo=UTC)


def due(shop: Shop) -> list[str]:
    return [job.period for job in monthly(shop).due(shop.clock.now())]


def run_what_is_due(shop: Shop) -> None:
    for job in list(monthly(shop).due(shop.clock.now())):
        monthly(shop).run(job)


def runs(shop: Shop) -> tuple[CatalogueRunRow, ...]:
    return shop.ask(ListCatalogueRuns()).items


def test_s80_the_run_is_due_on_its_day_and_done_once_a_month(shop: Shop) -> None:
    assert due(shop) == []
    first = next_first(shop)
    later(shop, first - timedelta(minutes=1))
    assert due(shop) == []
    later(shop, first)
    assert due(shop) == [f"{first:%Y-%m}"]
    run_what_is_due(shop)
    assert due(shop) == []
    latest = runs(shop)[0]
    assert (latest.state, latest.period, latest.actor) == (
        "applied",
        f"{first:%Y-%m}",
        "system:worker",
    )
    later(shop, next_first(shop))
    assert len(due(shop)) == 1


def test_s51_nothing_is_scheduled_before_somebody_confirmed_a_first_run() -> None:
    shop = Shop()
    furnish(shop)
    later(shop, next_first(shop))
    assert due(shop) == []


def test_a_run_by_hand_on_or_after_the_day_is_the_months_run(shop: Shop) -> None:
    later(shop, next_first(shop))
    shop.sync()
    assert due(shop) == []


def test_an_instance_may_have_another_day_or_no_monthly_run(shop: Shop) -> None:
    first = next_first(shop)
    shop.send(EditInstance(instance_id=INSTANCE, monthly_sync_day=15))
    later(shop, first)
    shop.sync()
    assert due(shop) == []
    later(shop, first + timedelta(days=14))
    assert len(due(shop)) == 1
    shop.send(EditInstance(instance_id=INSTANCE, monthly_sync_day=None))
    assert due(shop) == []


def test_b13_a_job_that_comes_twice_runs_once(shop: Shop) -> None:
    later(shop, next_first(shop))
    [job] = monthly(shop).due(shop.clock.now())
    monthly(shop).run(job)
    before = len(runs(shop))
    monthly(shop).run(job)
    assert len(runs(shop)) == before


def test_b13_a_failed_run_is_told_and_tried_again_after_an_hour(shop: Shop) -> None:
    later(shop, next_first(shop))
    for country in ("GR", "DE"):
        for segment in ("SEG0001", "SEG0002", "SEG0003", "SEG0004"):
            shop.vendor.silent[country, segment] = VendorUnavailable("down", answered=True)
    with pytest.raises(VendorUnavailable):
        run_what_is_due(shop)
    latest = runs(shop)[0]
    assert (latest.state, latest.code) == ("failed", "vendor_unavailable")
    [finding] = shop.ask(Diagnose()).findings
    assert "failed" in finding.message
    assert due(shop) == []
    shop.clock.wait(3600)
    shop.vendor.silent.clear()
    run_what_is_due(shop)
    assert runs(shop)[0].state == "applied"
    assert shop.ask(Diagnose()).findings == ()


def test_d23_a_monthly_run_never_discontinues_many_products_by_itself(shop: Shop) -> None:
    later(shop, next_first(shop))
    shop.vendor.offered.pop()
    with pytest.raises(MassDiscontinuation):
        run_what_is_due(shop)
    assert runs(shop)[0].code == "mass_discontinuation"
