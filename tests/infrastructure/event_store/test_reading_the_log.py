from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from application.ports.ledger import Recorded, VersionConflict
from infrastructure.event_store.ledger import EventStoreLedger
from tests.infrastructure.event_store.support import minutes, rate_series


def test_an_empty_ledger_ends_at_zero(ledger: EventStoreLedger) -> None:
    assert ledger.end() == 0
    assert list(ledger.page(0, 10)) == []
    assert list(ledger.stream(rate_series("USD").id)) == []
    assert ledger.position_at(minutes(0)) == 0


def test_pages_follow_each_other_without_gap_or_repetition(ledger: EventStoreLedger) -> None:
    series = [rate_series(f"C{number}") for number in range(25)]
    for one in series:
        ledger.save(one)

    read: list[Recorded] = []
    after = 0
    while page := ledger.page(after, 10):
        read += page
        after = page[-1].position

    assert [recorded.stream_id for recorded in read] == [one.id for one in series]
    assert all(earlier.position < later.position for earlier, later in pairwise(read))
    assert read[-1].position == ledger.end()


def test_a_stream_tells_the_same_as_the_log(ledger: EventStoreLedger) -> None:
    first, second = rate_series("USD"), rate_series("GBP")
    ledger.save(first, second)
    stream = ledger.stream(second.id)
    assert (
        list(stream) == [recorded for recorded in ledger.page(0, 10) if recorded.version == 1][1:]
    )
    assert stream[0].topic == "exchange-rate.series-opened.v1"


def test_events_are_counted_and_not_positions(ledger: EventStoreLedger) -> None:
    """A save that met another one took a position on PostgreSQL, and left a gap."""
    ledger.save(rate_series("USD", at=minutes(0)))
    with pytest.raises(VersionConflict):
        ledger.save(rate_series("USD", at=minutes(1)))
    ledger.save(rate_series("GBP", at=minutes(2)))
    assert [ledger.count(0), ledger.count(1), ledger.count(ledger.end())] == [2, 1, 0]


def test_the_prefix_at_a_time_ends_with_the_last_event_decided_by_then(
    ledger: EventStoreLedger,
) -> None:
    """D34: times between streams are not in order; the position counts."""
    for number, decided in enumerate([10, 30, 20, 40.5, 40]):
        ledger.save(rate_series(f"C{number}", at=minutes(decided)))
    positions = {minute: ledger.position_at(minutes(minute)) for minute in range(0, 60, 5)}
    assert positions == {
        **dict.fromkeys([0, 5], 0),
        **dict.fromkeys([10, 15], 1),
        **dict.fromkeys([20, 25, 30, 35], 3),
        **dict.fromkeys([40, 45, 50, 55], 5),
    }


def test_a_prefix_is_exact_to_the_microsecond(ledger: EventStoreLedger) -> None:
    """D34: `12:00:00Z` comes before `12:00:00.5Z`, whatever their letters say."""
    microsecond = timedelta(microseconds=1)
    ledger.save(rate_series("USD", at=minutes(0)))
    ledger.save(rate_series("GBP", at=minutes(0) + microsecond))
    assert ledger.position_at(minutes(0) - microsecond) == 0
    assert ledger.position_at(minutes(0)) == 1
    assert ledger.position_at(minutes(0) + microsecond) == 2


def test_a_prefix_is_asked_for_in_utc(ledger: EventStoreLedger) -> None:
    with pytest.raises(ValueError, match="not in UTC"):
        ledger.position_at(datetime(2026, 3, 1, 12, 0))  # noqa: DTZ001
