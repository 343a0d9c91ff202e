"""Define the exchange rate of an unsupported currency against a supported one (S40, S73)."""

from __future__ import annotations

from datetime import datetime

from application.already_done import already_done
from application.messages import Command, ExactDecimal
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.ids import rate_stream_id
from core.kernel.errors import Invalid
from core.money import currency
from core.rates.exchange_rate import ExchangeRate, numbered


class SetExchangeRate(Command[str]):
    """`units_per_anchor` units of `currency` are one `anchor`; from `valid_from` (UTC) or now on.

    Returns the rate's id.
    """

    roles = OPERATORS
    anchor: str
    currency: str
    units_per_anchor: ExactDecimal
    valid_from: datetime | None = None


class SetExchangeRateHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: SetExchangeRate) -> str:
        """
        Raises:
            Invalid: the rate is not above zero, or a currency is none of ISO 4217.
        """
        anchor, other = currency(command.anchor), currency(command.currency)
        now = self._clock.now()
        valid_from = command.valid_from or now
        if valid_from.tzinfo is None:
            raise Invalid("The time from which a rate holds needs a time zone, such as Z.")
        stream = rate_stream_id(anchor, other)
        if done := already_done(self._log, stream):
            return numbered(anchor, other, done[-1].version)
        series = self._ledger.find(ExchangeRate, stream)
        series = series or ExchangeRate.open(anchor=anchor, currency=other, at=now)
        series.set(command.units_per_anchor, valid_from=valid_from.astimezone(now.tzinfo), at=now)
        self._ledger.save(series)
        return series.rates[-1].rate_id
