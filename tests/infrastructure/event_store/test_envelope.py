from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.context import because_of
from core.kernel import event as kernel
from core.kernel.event import Event
from core.rates.events import ExchangeRateSet
from infrastructure.event_store.envelope import encode
from infrastructure.event_store.mapper import EnvelopeMapper, UnreadableEvent
from tests.infrastructure.event_store.support import CAUSE, NOON

STREAM = UUID(int=5)
METADATA = (
    b'{"time":"2026-03-01T12:00:00.000000Z","actor":"a","role":"r","channel":"cli",'
    b'"command_id":"00000000-0000-0000-0000-000000000001",'
    b'"correlation_id":"00000000-0000-0000-0000-000000000002",'
    b'"causation_id":null,"reason":null}'
)
TIMES = st.datetimes(timezones=st.just(timezone.utc))  # noqa: UP017


def _read(topic: str, state: bytes, position: int = 7) -> Event:
    return EnvelopeMapper().to_recorded((position, STREAM, 2, topic, state)).event


def _state(data: bytes) -> bytes:
    return b'{"m":' + METADATA + b',"d":' + data + b"}"


def _rate(units: Decimal, decided: datetime = NOON, valid_from: datetime = NOON) -> ExchangeRateSet:
    return ExchangeRateSet(STREAM, 2, decided, "USD", "EUR", units, valid_from)


@given(st.decimals(allow_nan=False, allow_infinity=False), TIMES, TIMES)
def test_numbers_and_times_come_back_exactly(
    units: Decimal, decided: datetime, valid_from: datetime
) -> None:
    event = _rate(units, decided, valid_from)
    again = _read(event.TOPIC, encode(event, CAUSE))
    assert again == event
    assert isinstance(again, ExchangeRateSet)
    assert str(again.units_per_anchor) == str(units)
    assert again.valid_from.utcoffset() == timedelta(0)


@given(TIMES, TIMES)
def test_written_times_sort_as_the_times_do(one: datetime, other: datetime) -> None:
    """D34: the database compares them as bytes."""
    written = [encode(_rate(Decimal(1), decided), CAUSE)[14:41] for decided in (one, other)]
    assert (one < other) is (written[0] < written[1])


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_exactly(words: str) -> None:
    event = ExchangeRateSet(STREAM, 2, NOON, words, "EUR", Decimal(1), NOON)
    assert _read(event.TOPIC, encode(event, CAUSE)) == event


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_finite_number_is_not_stored(number: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        encode(_rate(Decimal(number)), CAUSE)


def test_a_time_outside_utc_is_not_stored() -> None:
    athens = NOON.astimezone(timezone(timedelta(hours=2)))
    naive = NOON.replace(tzinfo=None)
    for moment in (athens, naive):
        with pytest.raises(ValueError, match="not in UTC"):
            encode(_rate(Decimal(1), decided=moment), CAUSE)
        with pytest.raises(ValueError, match="not in UTC"):
            encode(_rate(Decimal(1), valid_from=moment), CAUSE)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events that a test defines are forgotten after it."""
    monkeypatch.setattr(kernel, "_registered", dict(kernel._registered))


def test_an_event_of_floats_cannot_be_stored(registry: None) -> None:
    @dataclass(frozen=True)
    class Weighed(Event):
        TOPIC = "parcel.weighed.v1"
        kilograms: float

    with pytest.raises(TypeError, match="float"):
        encode(Weighed(STREAM, 1, NOON, 1.5), CAUSE)


def test_fields_of_a_later_shape_are_ignored() -> None:
    event = _rate(Decimal("0.92"))
    state = encode(event, CAUSE).replace(b'"anchor":"USD"', b'"anchor":"USD","source":"ECB"')
    assert _read(event.TOPIC, state) == event


def test_an_older_shape_is_raised_step_by_step(registry: None) -> None:
    @dataclass(frozen=True)
    class Priced(Event):
        TOPIC = "parcel.priced.v3"
        amount: Decimal
        currency: str

        @staticmethod
        def upcast_v1_v2(data: dict[str, Any]) -> dict[str, Any]:
            return {"amount": data["price"]}

        @staticmethod
        def upcast_v2_v3(data: dict[str, Any]) -> dict[str, Any]:
            return {**data, "currency": "EUR"}

    expected = Priced(STREAM, 2, NOON, Decimal("4.50"), "EUR")
    assert _read("parcel.priced.v1", _state(b'{"price":"4.50"}')) == expected
    assert _read("parcel.priced.v2", _state(b'{"amount":"4.50"}')) == expected
    assert _read("parcel.priced.v3", _state(b'{"amount":"4.50","currency":"EUR"}')) == expected


def test_an_event_that_nobody_knows_is_named_with_its_place() -> None:
    with pytest.raises(UnreadableEvent) as unreadable:
        _read("parcel.lost.v1", _state(b"{}"), position=41)
    assert str(unreadable.value) == (
        f"parcel.lost.v1 (version 2 of stream {STREAM}, position 41) cannot be read: "
        "no event is named parcel.lost"
    )


@pytest.mark.parametrize(
    ("topic", "data", "why"),
    [
        ("exchange-rate.set.v2", b"{}", "a newer Perpetua wrote it"),
        ("core.rates:ExchangeRateSet", b"{}", "no stored name"),
        ("exchange-rate.series-opened.v1", b'{"anchor":"USD"}', "missing required field"),
        ("exchange-rate.series-opened.v1", b'{"anchor":"USD","currency":1}', "Expected `str`"),
        ("exchange-rate.series-opened.v1", b"{]", "malformed"),
    ],
)
def test_an_event_that_cannot_be_read_says_why(topic: str, data: bytes, why: str) -> None:
    with pytest.raises(UnreadableEvent, match=why):
        _read(topic, _state(data), position=0)


def test_the_librarys_own_way_through_the_mapper_is_the_same() -> None:
    event = _rate(Decimal("0.92"))
    with because_of(CAUSE):
        stored = EnvelopeMapper().to_stored_event(event)
    assert stored.topic == event.TOPIC
    assert EnvelopeMapper().to_domain_event(stored) == event
