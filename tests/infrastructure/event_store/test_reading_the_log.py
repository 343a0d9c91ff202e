from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

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


def test_a_page_about_some_topics_leaves_the_others_out(ledger: EventStoreLedger) -> None:
    """P3: up to a position, however many of the others stand between."""
    for number in range(3):
        series = rate_series(f"C{number}")
        series.set(Decimal(1), valid_from=minutes(0), at=minutes(0))
        ledger.save(series)
    whole = list(ledger.page(0, 10))
    opened, rated = whole[0::2], whole[1::2]

    def about(topics: str, *, after: int = 0, limit: int = 10) -> list[Recorded]:
        upto = whole[4].position
        return list(ledger.page_about(topics, after=after, upto=upto, limit=limit))

    assert about("exchange-rate.set.") == rated[:2]
    assert about("exchange-rate.series-opened.v1", after=whole[0].position) == opened[1:]
    assert about("exchange-rate.set.", limit=1) == rated[:1]
    assert about("", after=whole[2].position) == whole[3:5]
    assert about("exchange") == whole[:5]
    assert about("rate.") == []


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


@pytest.mark.parametrize("seed", range(6))
def test_however_crooked_the_clocks_went_the_prefix_is_that_of_the_definition(
    ledger: EventStoreLedger, seed: int
) -> None:
    """D34: whether the index of times holds all of the ledger, a part of it, or nothing."""
    chance = Random(seed)
    decided: list[float] = []
    for number in range(chance.randrange(120, 220)):
        decided.append(max(0, number + chance.choice([0, 0, 0, 0.5, -1, -20, 30])))
        ledger.save(rate_series(f"C{number}", at=minutes(decided[-1])))
        if chance.random() < 0.1:
            asked = chance.choice([*decided, chance.uniform(-1, 250)])
            last = [place for place, time in enumerate(decided, 1) if time <= asked]
            assert ledger.position_at(minutes(asked)) == max(last, default=0)
            upto = chance.randrange(0, len(decided) + 1)
            newest = max(decided[:upto], default=None)
            told = ledger.newest_by(upto)
            assert told == (None if newest is None else minutes(newest))


def test_what_the_index_of_times_does_not_hold_yet_is_looked_at(ledger: EventStoreLedger) -> None:
    """D34: right after a command, whoever wrote it."""
    for number in range(100):
        ledger.save(rate_series(f"C{number}", at=minutes(number)))
    assert ledger.position_at(minutes(1_000)) == 100
    ledger.save(rate_series("LATE", at=minutes(7)))
    assert ledger.position_at(minutes(7)) == 101
    assert ledger.position_at(minutes(6)) == 7
    assert ledger.newest_by(101) == minutes(99)


def test_streams_are_read_up_to_a_position(ledger: EventStoreLedger) -> None:
    series = [rate_series(f"C{number}") for number in range(3)]
    for one in series:
        ledger.save(one)
    second = ledger.stream(series[1].id)[0].position
    found = ledger.streams_upto([one.id for one in series], second)
    assert found == {one.id: ledger.stream(one.id) for one in series[:2]}


def test_a_prefix_is_asked_for_in_utc(ledger: EventStoreLedger) -> None:
    with pytest.raises(ValueError, match="not in UTC"):
        ledger.position_at(datetime(2026, 3, 1, 12, 0))  # noqa: DTZ001
