"""What Microsoft lists and whom it knows; and how any of its calls can go wrong."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from application.ports.microsoft.catalogue import PriceSheet
from application.ports.microsoft.customers import CustomerProfile
from application.ports.microsoft.errors import VendorRefused
from core.catalogue.markets import CountryPrices
from core.catalogue.values import Offer, ProductCode, QuarantinedRow
from core.qualification import Qualification
from tests.support.builders import SheetPrice, columns
from tests.support.fakes_exchanges import overheard
from tests.support.fakes_faults import Fault
from tests.support.fakes_runtime import FakeClock

T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    name: str
    request_id: UUID | None = None


@dataclass
class Habits:
    """How this Microsoft behaves when nothing goes wrong."""

    pending_reads: int = 0
    issues_perpetual_id: bool = True
    cancels: bool = False
    echoes_names: bool = True
    lists_orders: bool = True
    resubmits: bool = True
    currency: str = "EUR"
    line_error: tuple[str, str] | None = None
    rotation: int = 1


@dataclass
class Microsoft:
    """Every call is remembered, and meets the fault that was scripted for it."""

    clock: FakeClock
    habits: Habits = field(default_factory=Habits)
    calls: list[Call] = field(default_factory=list)
    faults: dict[str, list[Fault | None]] = field(default_factory=lambda: defaultdict(list))
    at_call: dict[int, Fault] = field(default_factory=dict)

    def on(self, call: str, *faults: Fault | None) -> None:
        """The next calls of that name meet these faults, one each; None lets one pass."""
        self.faults[call] += faults

    def count(self, call: str) -> int:
        return sum(each.name == call for each in self.calls)

    def request_ids(self, call: str) -> list[UUID | None]:
        return [each.request_id for each in self.calls if each.name == call]

    def call(self, name: str, request_id: UUID | None, perform: Callable[[], T]) -> T:
        self.calls.append(Call(name, request_id))
        timed = self.at_call.get(len(self.calls))
        if timed is None:
            return overheard(name, self.clock.now(), lambda: self._scripted(name, perform))
        answer: T = overheard(
            name, self.clock.now(), lambda: timed(lambda: self._scripted(name, perform))
        )
        return answer

    def _scripted(self, name: str, perform: Callable[[], T]) -> T:
        fault = self.faults[name].pop(0) if self.faults[name] else None
        answer: T = fault(perform) if fault else perform()
        return answer


@dataclass
class FakeCatalogue(Microsoft):
    """Offers, price sheets and customers; `silent` names who does not answer, and how.

    `texts` are descriptions by locale; `sheets` go before `priced`; the segment in `silent` may
    be a locale, for texts that do not come.
    """

    offered: list[Offer] = field(default_factory=list)
    texts: dict[tuple[str, ProductCode], str] = field(default_factory=dict)
    priced: list[SheetPrice] = field(default_factory=list)
    sheets: dict[str, CountryPrices] = field(default_factory=dict)
    quarantined: list[QuarantinedRow] = field(default_factory=list)
    profiles: dict[str, CustomerProfile] = field(default_factory=dict)
    silent: dict[tuple[str, str], Exception] = field(default_factory=dict)

    def offers(self, country: str, qualification: Qualification, locale: str) -> tuple[Offer, ...]:
        self._answer(country, qualification.segment_id)
        self._answer(country, locale)
        return tuple(
            replace(offer, description=self.texts.get((locale, offer.code), offer.description))
            for offer in self.offered
            if offer.country == country and offer.code.qualification is qualification
        )

    def price_sheet(self, country: str, today: datetime) -> PriceSheet:
        self._answer(country, "")
        prices = self.sheets.get(country) or columns(country, *self.priced)
        rows = tuple(row for row in self.quarantined if row.country == country)
        raw = repr(prices).encode()
        return PriceSheet(
            country=country,
            prices=prices,
            rows=len(prices.codes) + len(rows),
            quarantine=rows,
            quarantined=len(rows),
            raw=raw,
            sha256=hashlib.sha256(raw).hexdigest(),
        )

    def profile(self, tenant_id: str) -> CustomerProfile:
        if tenant_id not in self.profiles:
            raise VendorRefused("60003", "No such customer.", status=404)
        return self.call("profile", None, lambda: self.profiles[tenant_id])

    def _answer(self, country: str, segment: str) -> None:
        if (country, segment) in self.silent:
            raise self.silent[country, segment]
