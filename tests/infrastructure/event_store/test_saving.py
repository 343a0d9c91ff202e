from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from freezegun.api import FakeDatetime

from application.context import Cause, because_of
from application.ports.ledger import EventLog, Ledger, VersionConflict
from core.asset.claim import VendorOrderLine
from core.asset.values import Claim
from core.ids import AssetId, InstanceId
from core.kernel.errors import NotFound
from core.organisation.organisation import Organisation
from core.rates.exchange_rate import ExchangeRate
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from tests.infrastructure.event_store.support import minutes, rate_series


def test_the_store_is_the_ledger_and_its_log(ledger: EventStoreLedger) -> None:
    as_ledger: Ledger = ledger
    as_log: EventLog = ledger
    assert as_ledger.find(Organisation, uuid4()) is None
    assert as_log.end() == 0


def test_an_aggregate_comes_back_as_it_was_saved(ledger: EventStoreLedger) -> None:
    series = rate_series("USD")
    series.set(Decimal("0.920"), valid_from=minutes(5), at=minutes(1))
    ledger.save(series)

    again = ledger.get(ExchangeRate, series.id)

    assert vars(again) == vars(series)
    assert str(again.rates[0].units_per_anchor) == "0.920"


def test_saved_events_are_no_longer_pending(ledger: EventStoreLedger) -> None:
    series = rate_series("USD")
    ledger.save(series)
    series.set(Decimal(2), valid_from=minutes(5), at=minutes(1))
    ledger.save(series)
    assert series.pending == []
    assert len(ledger.stream(series.id)) == 2


def test_saving_nothing_does_nothing(ledger: EventStoreLedger) -> None:
    series = rate_series("USD")
    ledger.save(series)
    ledger.save()
    ledger.save(series)
    assert ledger.end() == 1


def test_a_stream_that_is_not_there_is_not_found(ledger: EventStoreLedger) -> None:
    assert ledger.find(ExchangeRate, uuid4()) is None
    with pytest.raises(NotFound, match="exchange-rate"):
        ledger.get(ExchangeRate, uuid4())


def test_a_stream_of_another_kind_is_not_found(ledger: EventStoreLedger) -> None:
    series = rate_series("USD")
    ledger.save(series)
    assert ledger.find(Organisation, series.id) is None
    with pytest.raises(NotFound, match="organisation"):
        ledger.get(Organisation, series.id)


def test_nothing_is_saved_outside_a_command(database: Database) -> None:
    """B11: no event without somebody who did it."""
    ledger = EventStoreLedger(database)
    series = rate_series("USD")
    with pytest.raises(LookupError):
        ledger.save(series)
    assert ledger.end() == 0
    assert len(series.pending) == 1
    ledger.close()


def test_every_event_names_its_cause_and_its_decided_time(ledger: EventStoreLedger) -> None:
    """B11"""
    worker = Cause("worker:1", "worker", "worker", uuid4(), uuid4(), None, None)
    with because_of(worker):
        ledger.save(series := rate_series("USD", at=minutes(3)))
    [recorded] = ledger.stream(series.id)
    metadata = vars(recorded.metadata)
    assert metadata == {"time": minutes(3), **vars(worker)}


def test_the_later_of_two_decisions_on_one_state_is_refused(ledger: EventStoreLedger) -> None:
    ledger.save(series := rate_series("USD"))
    first, second = (ledger.get(ExchangeRate, series.id) for _ in range(2))
    first.set(Decimal(1), valid_from=minutes(1), at=minutes(1))
    second.set(Decimal(2), valid_from=minutes(1), at=minutes(1))
    ledger.save(first)

    with pytest.raises(VersionConflict, match="same exchange-rate") as conflict:
        ledger.save(second)

    assert conflict.value.code == "version_conflict"
    assert len(second.pending) == 1
    assert vars(ledger.get(ExchangeRate, series.id)) == vars(first)


def test_a_conflict_in_one_stream_stores_nothing_in_another(ledger: EventStoreLedger) -> None:
    ledger.save(taken := rate_series("USD"))
    before, after = rate_series("GBP"), rate_series("JPY")

    with pytest.raises(VersionConflict):
        ledger.save(before, rate_series("USD"), after)

    assert ledger.end() == 1
    assert len(ledger.page(0, 10)) == 1
    assert ledger.find(ExchangeRate, before.id) is None
    ledger.save(before, after)
    assert [recorded.stream_id for recorded in ledger.page(0, 10)] == [
        taken.id,
        before.id,
        after.id,
    ]


def test_a_vendor_order_line_cannot_be_claimed_twice(ledger: EventStoreLedger) -> None:
    """D8"""
    instance = InstanceId(UUID(int=1))
    claims = [
        VendorOrderLine.claimed(
            Claim(instance, "8e4bc1f9", line=1, asset_id=AssetId(uuid4())),
            "8e4bc1f9",
            at=minutes(0),
        )
        for _ in range(2)
    ]
    ledger.save(claims[0])
    with pytest.raises(VersionConflict, match="vendor-order-line"):
        ledger.save(claims[1], rate_series("USD"))
    assert ledger.end() == 1


@pytest.mark.parametrize("count", [12, 13, 500])
def test_a_save_has_any_size_and_keeps_its_order(ledger: EventStoreLedger, count: int) -> None:
    series = rate_series("USD")
    for number in range(1, count):
        series.set(Decimal(number), valid_from=minutes(number), at=minutes(number))
    expected = list(series.pending)
    ledger.save(series)
    recorded = ledger.page(0, count + 1)
    assert [record.event for record in recorded] == expected
    assert [record.version for record in recorded] == list(range(1, count + 1))


def test_times_of_a_frozen_clock_are_times(ledger: EventStoreLedger) -> None:
    """As freezegun makes them; freezing for real would stop the event loops of other tests."""
    frozen = FakeDatetime(2026, 3, 1, 9, 30, 0, 1, tzinfo=UTC)
    ledger.save(series := rate_series("USD", at=frozen))
    [recorded] = ledger.stream(series.id)
    assert recorded.event.timestamp == datetime(2026, 3, 1, 9, 30, 0, 1, tzinfo=UTC)
    assert type(recorded.event.timestamp) is datetime
