"""The log of runs: what each did, what it left out, and how it ended (S80, S81, D22, D25)."""

import pytest

from application.catalogue.fetching import NothingListed
from application.catalogue.sync_services import SyncServices
from application.instances.edit_instance import EditInstance
from application.ports.microsoft.errors import PriceSheetUnreadable, VendorRefused
from application.queries.catalogue_runs import ListCatalogueRuns, ShowCatalogueRun
from application.queries.diagnose import Diagnose
from core.catalogue.values import CountryLog, QuarantinedRow
from core.instances.errors import SyncNotDue
from core.kernel.errors import Forbidden, Invalid, NotFound
from tests.support.builders import a_sheet_price, an_offer
from tests.support.fakes_people import AUDITOR, INSTANCE, OPERATOR
from tests.support.fakes_runtime import Crash
from tests.support.fakes_shop import Shop

FOR_CHARITY = "DG7GMGF0DWM3:0002:SEG0003"


def test_s81_d25_an_applied_run_tells_everything_that_it_did_and_left_out(shop: Shop) -> None:
    shop.rate("4.00")
    shop.vendor.priced[0] = a_sheet_price(cost="450.00", erp="420.00")
    shop.vendor.offered.append(an_offer(FOR_CHARITY, "DE"))
    shop.vendor.quarantined.append(QuarantinedRow("GR", 17, "no number: 12,50"))
    shop.vendor.silent["DE", "SEG0004"] = VendorRefused("400030", "Not allowed.", status=403)
    shop.clock.pass_by(days=1)
    applied = shop.sync()
    run = shop.ask(ShowCatalogueRun(run_id=applied.run_id), AUDITOR)
    assert (run.state, run.actor, run.instance_id) == ("applied", OPERATOR.actor, INSTANCE)
    assert (run.started_at, run.ended_at, run.lease_until) == (
        shop.clock.now(),
        shop.clock.now(),
        None,
    )
    assert (run.new, run.updated, run.unchanged, run.discontinued) == (1, 2, 0, 0)
    assert (run.digest, run.rate_ids) == (applied.digest, ("EUR-ILS-1",))
    assert (run.quarantined, run.quarantine[0].row) == (1, 17)
    assert [(each.country, each.segment) for each in run.failed] == [("DE", "SEG0004")]
    assert run.countries == (
        CountryLog("GR", offers=2, rows=3, prices=2, quarantined=1),
        CountryLog("DE", offers=2, rows=1, prices=1, quarantined=0),
    )
    assert run.warnings == applied.warnings == 5, "three below purchase, two without any price"
    assert {country for country, _ in run.sheets} == {"GR", "DE"}
    assert {sha for _, sha in run.sheets} <= set(shop.evidence.sheets)
    assert (applied.quarantined, applied.failed, run.overridden) == (1, 1, False)


def test_d23_an_allowed_mass_discontinuation_is_remembered(shop: Shop) -> None:
    shop.vendor.offered.pop()
    applied = shop.sync_again_later()
    run = shop.ask(ShowCatalogueRun(run_id=applied.run_id))
    assert (run.discontinued, run.overridden) == (1, True)


def test_d22_a_run_that_goes_on_is_in_the_log(shop: Shop) -> None:
    shop.ledger.crash_after = shop.ledger.saves + 1
    with pytest.raises(Crash):
        shop.sync()
    shop.ledger.crash_after = None
    [running, _] = shop.ask(ListCatalogueRuns()).items
    assert (running.state, running.ended_at, running.digest) == ("running", None, "")
    assert running.lease_until is not None
    assert running.lease_until > shop.clock.now()


def test_s80_runs_are_listed_newest_first_page_by_page(shop: Shop) -> None:
    shop.clock.pass_by(days=1)
    newest = shop.sync().run_id
    first = shop.ask(ListCatalogueRuns(limit=1))
    assert [each.run_id for each in first.items] == [newest]
    rest = shop.ask(ListCatalogueRuns(after=first.next))
    assert [each.run_id == newest for each in rest.items] == [False]
    with pytest.raises(NotFound):
        shop.ask(ShowCatalogueRun(run_id=INSTANCE))


def test_s80_a_scheduled_run_names_its_month_and_happens_once(shop: Shop) -> None:
    shop.clock.moment = shop.clock.moment.replace(month=4, day=1, hour=3)
    applied = shop.sync(period="2026-04")
    assert shop.ask(ShowCatalogueRun(run_id=applied.run_id)).period == "2026-04"
    events = shop.ledger.end()
    with pytest.raises(SyncNotDue):
        shop.sync(period="2026-04")
    assert shop.ledger.end() == events, "it is no run at all"


def test_s80_b13_no_day_no_scheduled_run(shop: Shop) -> None:
    shop.send(EditInstance(instance_id=INSTANCE, monthly_sync_day=None))
    shop.clock.moment = shop.clock.moment.replace(month=4, day=1, hour=3)
    with pytest.raises(SyncNotDue):
        shop.sync(period="2026-04")


def test_d3_an_auditor_reads_the_log_and_runs_nothing(shop: Shop) -> None:
    assert shop.ask(ListCatalogueRuns(), AUDITOR).items
    with pytest.raises(Forbidden):
        shop.send(SyncServices(instance_id=INSTANCE), AUDITOR)


def test_d23_a_run_that_could_not_read_everything_says_so_until_one_can(shop: Shop) -> None:
    shop.vendor.silent["DE", ""] = PriceSheetUnreadable("it has no row")
    applied = shop.sync()
    [source] = applied.failed_sources
    assert (source.country, source.reason) == (
        "DE",
        "The price sheet cannot be read: it has no row.",
    )
    [finding] = shop.ask(Diagnose()).findings
    assert (finding.severity, "could not read 1 sources" in finding.message) == ("notice", True)
    shop.vendor.silent.clear()
    shop.sync()
    assert shop.ask(Diagnose()).findings == ()


def test_s64_where_microsoft_refuses_everything_asking_again_is_not_advised(shop: Shop) -> None:
    for country in ("GR", "DE"):
        for segment in ("SEG0001", "SEG0002", "SEG0003", "SEG0004"):
            shop.vendor.silent[country, segment] = VendorRefused("2030", "Not here.", status=403)
    with pytest.raises(NothingListed, match=r"GR: .*Not here") as refused:
        shop.sync()
    assert "countries" in refused.value.advice


@pytest.mark.parametrize("confirmed", ["yes", "", "0123456789a", "g" * 64])
def test_d22_what_is_no_digest_asks_microsoft_nothing(shop: Shop, confirmed: str) -> None:
    calls = len(shop.vendor.calls)
    before = shop.ledger.end()
    with pytest.raises(Invalid, match="no digest"):
        shop.send(SyncServices(instance_id=INSTANCE, confirmed=confirmed))
    assert (len(shop.vendor.calls), shop.ledger.end()) == (calls, before)


def test_d22_the_beginning_of_a_digest_confirms_it(shop: Shop) -> None:
    digest = shop.preview().digest
    run = shop.send(SyncServices(instance_id=INSTANCE, confirmed=digest[:12].upper()))
    assert run.digest == digest
