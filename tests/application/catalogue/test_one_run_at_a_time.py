"""One run per instance, whoever dies or edits meanwhile; all of it or nothing (D22, D4)."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from application.catalogue.run_lease import LeaseTerms
from application.instances.edit_instance import EditInstance
from application.ports.microsoft.errors import VendorUnavailable
from application.ports.progress import Progress
from application.projections.catalogue_runs import CatalogueRunRow
from application.projections.products import BSS_PRODUCTS, STOREFRONT_PRODUCTS
from application.queries.catalogue_runs import ListCatalogueRuns
from core.catalogue.errors import CatalogueChanged, MassDiscontinuation
from core.instances.errors import SyncNotDue, SyncRunning
from core.kernel.errors import Refused
from tests.support.builders import OFFICE, a_sheet_price, an_offer
from tests.support.fakes_people import INSTANCE
from tests.support.fakes_runtime import Crash, Meanwhile
from tests.support.fakes_shop import Shop, open_shop

FOR_CHARITY = "DG7GMGF0DWM3:0002:SEG0003"


def runs(shop: Shop) -> tuple[CatalogueRunRow, ...]:
    """Newest first, without the one that opened the shop."""
    return shop.ask(ListCatalogueRuns()).items[:-1]


def states(shop: Shop) -> list[tuple[str, str]]:
    return [(each.state, each.code) for each in runs(shop)]


def catalogue(shop: Shop) -> tuple[Any, ...]:
    shop.rows.catch_up()
    return (
        shop.rows.all(BSS_PRODUCTS, order=("code",)),
        shop.rows.all(STOREFRONT_PRODUCTS, order=("code",)),
    )


def change_the_world(shop: Shop) -> None:
    """A price moves, a product comes, and one leaves."""
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.vendor.offered[2] = an_offer(FOR_CHARITY)


def beside(shop: Shop, *actions: Callable[[], object] | None) -> Shop:
    """A process in which one action happens at each step of its next run."""
    return Shop(of=shop, overrides={Progress: Meanwhile(*actions)})


def slow(shop: Shop, seconds: float = 70) -> Shop:
    """A process whose run lets time pass, and renews its lease on the way."""
    return beside(shop, *[lambda: shop.clock.pass_by(seconds=seconds)] * 3)


def test_d22_a_second_run_is_refused_while_one_holds_the_instance(shop: Shop) -> None:
    refusals: list[Refused] = []

    def second() -> None:
        with pytest.raises(SyncRunning) as refused:
            shop.sync()
        refusals.append(refused.value)

    applied = beside(shop, second, second).sync()
    assert [each.code for each in refusals] == ["sync_running"] * 2
    assert str(applied.run_id) in refusals[0].message
    assert states(shop) == [("applied", "")], "a refused run is none"


def test_d22_a_run_that_died_is_ended_as_abandoned_when_its_time_is_over(shop: Shop) -> None:
    die(shop, shop.ledger.saves + 1)
    duration = shop.container.resolve(LeaseTerms).duration
    assert states(shop) == [("running", "")]
    with pytest.raises(SyncRunning):
        shop.sync()
    shop.clock.moment += duration
    shop.sync()
    assert states(shop) == [("applied", ""), ("abandoned", "died")]


def test_d22_a_long_run_shows_that_it_is_alive(shop: Shop) -> None:
    slow(shop).sync()
    topics = [each.topic for each in shop.ledger.stream(INSTANCE)][-5:]
    assert topics.count("instance.sync-lease-renewed.v1") >= 2
    assert states(shop) == [("applied", "")]


def test_d22_a_run_that_slept_too_long_applies_nothing_of_what_it_read(shop: Shop) -> None:
    def sleep() -> None:
        shop.clock.pass_by(hours=1)
        change_the_world(shop)
        shop.sync(allow_mass_discontinuation=True)

    before = shop.ledger.saves
    applied = beside(shop, sleep).sync()
    assert states(shop) == [("applied", ""), ("applied", ""), ("abandoned", "died")]
    assert (applied.unchanged, applied.new) == (2, 0), "it ran again, on the other's catalogue"
    assert shop.ledger.saves > before


def test_d22_a_run_gives_way_to_the_one_that_took_its_instance(shop: Shop) -> None:
    def sleep() -> None:
        shop.clock.pass_by(hours=1)
        die(shop, shop.ledger.saves + 1)

    whole = catalogue(shop)
    with pytest.raises(SyncRunning):
        beside(shop, sleep).sync()
    assert states(shop) == [("running", ""), ("abandoned", "died")]
    assert catalogue(shop) == whole


def test_d22_settings_edited_during_a_run_begin_it_again(shop: Shop) -> None:
    shop.vendor.offered.append(an_offer(country="AT"))
    edited = EditInstance(instance_id=INSTANCE, countries=("GR", "DE", "AT"))
    applied = beside(shop, None, lambda: shop.send(edited)).sync()
    assert applied.updated == 1
    assert states(shop) == [("applied", ""), ("failed", "version_conflict")]


def test_d22_settings_edited_during_a_confirmed_run_are_previewed_again(shop: Shop) -> None:
    digest = shop.preview().digest
    edited = EditInstance(instance_id=INSTANCE, countries=("GR",))
    whole = catalogue(shop)
    with pytest.raises(CatalogueChanged) as refused:
        beside(shop, lambda: shop.send(edited)).sync(confirmed=digest)
    assert catalogue(shop) == whole
    assert refused.value.details == shop.preview()
    assert [code for _, code in states(shop)] == ["catalogue_changed", "version_conflict"]


def test_s80_d22_a_scheduled_run_that_meets_an_edit_rests_for_an_hour(shop: Shop) -> None:
    shop.clock.moment = shop.clock.moment.replace(month=4, day=1, hour=3)
    edited = EditInstance(instance_id=INSTANCE, name="Ellada")
    with pytest.raises(SyncNotDue):
        beside(shop, lambda: shop.send(edited)).sync(period="2026-04")
    assert states(shop) == [("failed", "version_conflict")]
    shop.clock.pass_by(hours=1)
    shop.sync(period="2026-04")
    assert states(shop)[0] == ("applied", "")


@pytest.mark.parametrize("reason", ["changed", "mass", "vendor"])
def test_d22_d23_a_run_that_fails_is_written_down_and_leaves_the_catalogue_whole(
    reason: str, shop: Shop
) -> None:
    digest, whole = shop.preview().digest, catalogue(shop)
    change_the_world(shop)
    refusal: type[Refused] = CatalogueChanged
    told: dict[str, Any] = {"confirmed": digest}
    if reason == "mass":
        refusal, told = MassDiscontinuation, {}
    if reason == "vendor":
        refusal = VendorUnavailable
        shop.vendor.silent["GR", "SEG0001"] = VendorUnavailable("Nobody is there.")
    with pytest.raises(refusal) as refused:
        shop.sync(**told)
    [failed] = runs(shop)
    assert (failed.state, failed.code) == ("failed", refused.value.code)
    assert failed.message == refused.value.message
    assert catalogue(shop) == whole
    shop.vendor.silent.clear()
    assert shop.sync(allow_mass_discontinuation=True).new == 1


def test_d22_a_fault_of_ours_is_written_down_without_its_words(shop: Shop) -> None:
    shop.vendor.silent["DE", ""] = RuntimeError("secret")
    with pytest.raises(RuntimeError):
        shop.sync()
    [failed] = runs(shop)
    assert (failed.state, failed.code) == ("failed", "fault")
    assert failed.message == "A fault of ours: RuntimeError."


@pytest.mark.parametrize("place", ["crash_before", "crash_after"])
def test_d22_b1_a_crash_at_any_save_leaves_the_catalogue_whole(place: str) -> None:
    expected = open_shop()
    change_the_world(expected)
    expected.sync(allow_mass_discontinuation=True)
    for number in count(1):
        shop = open_shop()
        whole = catalogue(shop)
        change_the_world(shop)
        died = die(slow(shop), shop.ledger.saves + number, place)
        survivor = shop.restarted()
        if not died:
            assert number > 3, "lease, renewals, the one transaction"
            return
        applied = catalogue(survivor) != whole
        assert not applied or states(survivor)[0] == ("applied", "")
        shop.clock.pass_by(hours=1)
        survivor.sync(allow_mass_discontinuation=True)
        assert described(survivor) == described(expected)
        ended = {state for state, _ in states(survivor)}
        assert ended <= {"applied", "abandoned"}


def described(shop: Shop) -> list[Any]:
    """The products without the ids of runs and versions of streams."""
    products, _ = catalogue(shop)
    return [replace(each, run_id=INSTANCE, version=0, status="") for each in products]


def die(shop: Shop, save: int, place: str = "crash_after") -> bool:
    """A process that is killed at a save of its run; False when it lived."""
    setattr(shop.ledger, place, save)
    try:
        shop.sync(allow_mass_discontinuation=True)
    except Crash:
        return True
    finally:
        setattr(shop.ledger, place, None)
    return False


def test_d22_two_crashes_in_a_row_leave_two_abandoned_runs(shop: Shop) -> None:
    for _ in range(2):
        assert die(shop, shop.ledger.saves + 1)
        shop.clock.pass_by(minutes=5)
    shop.sync()
    assert [state for state, _ in states(shop)] == ["applied", "abandoned", "abandoned"]
    assert catalogue(shop)[0][0].code == OFFICE
