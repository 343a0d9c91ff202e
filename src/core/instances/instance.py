"""A Microsoft service-manager instance: one Partner Center tenant with its selling settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.ids import InstanceId, RunId, instance_id
from core.instances.errors import (
    CurrencyNotEnabled,
    NoActiveCurrency,
    SyncLost,
    SyncNotDue,
    SyncRunning,
)
from core.instances.events import (
    ActiveCurrenciesChosen,
    CountriesChosen,
    InstanceRegistered,
    InstanceSettingsEdited,
    SyncEnded,
    SyncLeaseRenewed,
    SyncStarted,
)
from core.instances.settings import InstanceSettings, country_codes
from core.instances.sync_lease import ABANDONED, APPLIED, SyncLease, SyncRecord
from core.kernel.aggregate import Aggregate, first
from core.kernel.errors import Invalid, StaleVersion
from core.kernel.event import Event, facts_of
from core.money import Currency

_APART = ("partner_tenant", "countries")
"""Settings with events of their own, or with none as they never change."""


class Instance(Aggregate, born_by=InstanceRegistered):
    """Countries, catalogue language and active currencies of one Partner Center tenant (S43).

    `settings_version` is the version at which its settings changed last: what a preview is bound
    to (D22), as runs themselves are kept in the same stream.
    """

    settings: InstanceSettings
    countries: tuple[str, ...]
    currencies: tuple[Currency, ...]
    default_currency: Currency | None
    settings_version: int
    lease: SyncLease | None
    synced: SyncRecord

    @classmethod
    def register(cls, settings: InstanceSettings, *, at: datetime) -> Self:
        """
        Raises:
            Invalid: as `InstanceSettings.checked` says.
        """
        checked = settings.checked()
        frame = first(instance_id(checked.partner_tenant), at)
        return cls.born(InstanceRegistered(*frame, **vars(checked)))

    def edit(self, settings: InstanceSettings, *, at: datetime) -> None:
        """Replace the settings; tenant and countries stay as they are.

        Raises:
            Invalid: as `InstanceSettings.checked` says.
        """
        wanted = replace(
            settings, partner_tenant=self.settings.partner_tenant, countries=self.countries
        ).checked()
        if wanted == self.settings:
            return
        edited = {name: value for name, value in vars(wanted).items() if name not in _APART}
        self.record(InstanceSettingsEdited(*self.next(at), **edited))

    @property
    def instance_id(self) -> InstanceId:
        return InstanceId(self.id)

    def expect_version(self, expected: int | None) -> None:
        """Runs do not count: who edits settings decided on settings.

        Raises:
            StaleVersion: the settings changed since `expected` was read.
        """
        current = self.settings_version
        if expected is not None and expected != current:
            raise StaleVersion(self.KIND, str(self.id), expected=expected, current=current)

    def choose_countries(self, countries: tuple[str, ...], *, at: datetime) -> None:
        """
        Raises:
            Invalid: none, or one that is no ISO 3166 alpha-2 code.
        """
        wanted = country_codes(countries)
        if wanted != self.countries:
            self.record(CountriesChosen(*self.next(at), countries=wanted))

    def choose_currencies(
        self,
        currencies: tuple[Currency, ...],
        *,
        default: Currency,
        enabled: tuple[Currency, ...],
        at: datetime,
    ) -> None:
        """Set the active currencies from the organisation's enabled ones (S44, S46, S48).

        Raises:
            CurrencyNotEnabled: one of them is not enabled.
            Invalid: the default is not among them.
        """
        for each in currencies:
            if each not in enabled:
                raise CurrencyNotEnabled(each, enabled)
        if default not in currencies:
            raise Invalid(f"The default currency {default} must be one of the active currencies.")
        wanted = tuple(dict.fromkeys(currencies))
        if (wanted, default) != (self.currencies, self.default_currency):
            self.record(ActiveCurrenciesChosen(*self.next(at), currencies=wanted, default=default))

    def require_currencies(self) -> tuple[Currency, ...]:
        """The active currencies.

        Raises:
            NoActiveCurrency: none was chosen yet (S41).
        """
        if not self.currencies:
            raise NoActiveCurrency(self.settings.name)
        return self.currencies

    def start_sync(
        self, run_id: RunId, *, until: datetime, period: str | None, at: datetime
    ) -> None:
        """Let a run hold the instance until a UTC time; one whose time is over is ended (D22).

        Raises:
            NoActiveCurrency: no active currency was chosen (S41).
            SyncRunning: another run holds it.
            SyncNotDue: the run is that of a month, and not due.
        """
        self.require_currencies()
        if self.lease and self.lease.holds(at):
            held = self.lease
            raise SyncRunning(
                self.settings.name, str(held.run_id), f"{held.until:%Y-%m-%d %H:%M:%S}Z"
            )
        if period is not None and period != self.due_period(at):
            raise SyncNotDue(f"The monthly run of {period} is not due (any more).")
        if self.lease:
            died = "Its process ended before it did."
            self._end(self.lease.run_id, ABANDONED, code="died", message=died, at=at)
        self.record(SyncStarted(*self.next(at), run_id=run_id, lease_until=until, period=period))

    def renew_sync(self, run_id: RunId, *, until: datetime, at: datetime) -> None:
        """
        Raises:
            SyncLost: another run holds the instance now.
        """
        self._require_held_by(run_id)
        self.record(SyncLeaseRenewed(*self.next(at), run_id=run_id, lease_until=until))

    def end_sync(
        self, run_id: RunId, outcome: str, *, code: str = "", message: str = "", at: datetime
    ) -> None:
        """
        Raises:
            SyncLost: another run holds the instance now.
        """
        self._require_held_by(run_id)
        self._end(run_id, outcome, code=code, message=message, at=at)

    def due_period(self, at: datetime) -> str | None:
        """The month whose scheduled run is due at a UTC time, such as `2026-12` (S80)."""
        return self.synced.due_period(self.settings.monthly_sync_day, at)

    def _require_held_by(self, run_id: RunId) -> None:
        if self.lease is None or self.lease.run_id != run_id:
            raise SyncLost(self.settings.name)

    def _end(self, run_id: RunId, outcome: str, *, code: str, message: str, at: datetime) -> None:
        self.record(
            SyncEnded(*self.next(at), run_id=run_id, outcome=outcome, code=code, message=message)
        )

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: InstanceRegistered) -> None:
        self.settings = InstanceSettings(**facts_of(event))
        self.countries = event.countries
        self.currencies = ()
        self.default_currency = None
        self.settings_version = event.originator_version
        self.lease = None
        self.synced = SyncRecord()

    @when.register
    def _(self, event: InstanceSettingsEdited) -> None:
        self.settings = replace(self.settings, **facts_of(event))
        self.settings_version = event.originator_version

    @when.register
    def _(self, event: ActiveCurrenciesChosen) -> None:
        self.currencies = tuple(Currency(code) for code in event.currencies)
        self.default_currency = Currency(event.default)
        self.settings_version = event.originator_version

    @when.register
    def _(self, event: CountriesChosen) -> None:
        self.countries = event.countries
        self.settings = replace(self.settings, countries=event.countries)
        self.settings_version = event.originator_version

    @when.register
    def _(self, event: SyncStarted) -> None:
        self.lease = SyncLease(RunId(event.run_id), event.lease_until)
        if event.period is not None:
            self.synced = replace(self.synced, scheduled_at=event.timestamp)

    @when.register
    def _(self, event: SyncLeaseRenewed) -> None:
        if self.lease:
            self.lease = replace(self.lease, until=event.lease_until)

    @when.register
    def _(self, event: SyncEnded) -> None:
        self.lease = None
        if event.outcome == APPLIED:
            self.synced = replace(self.synced, applied_at=event.timestamp)
