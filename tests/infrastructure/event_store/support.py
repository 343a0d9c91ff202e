"""A command that runs, and aggregates to save."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from application.context import Cause
from core.kernel.aggregate import Aggregate
from core.kernel.event import Event
from core.money import Currency
from core.rates.exchange_rate import ExchangeRate

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CAUSE = Cause(
    actor="operator:Ánna",
    role="operator",
    channel="web",
    command_id=UUID("01953a10-0000-7000-8000-000000000001"),
    correlation_id=UUID("01953a10-0000-7000-8000-000000000002"),
    causation_id="asset.created.v1/7",
    reason="the buyer called – „dringend“",
)


def minutes(number: float) -> datetime:
    """A time so many minutes after noon."""
    return NOON + timedelta(minutes=number)


def rate_series(anchor: str, *, at: datetime = NOON) -> ExchangeRate:
    """A new stream of one event; each anchor is another stream."""
    return ExchangeRate.open(anchor=Currency(anchor), currency=Currency("EUR"), at=at)


def holding(*events: Event) -> Aggregate:
    """Something to save that has just these events."""
    aggregate = object.__new__(Aggregate)
    aggregate.pending = list(events)
    return aggregate
