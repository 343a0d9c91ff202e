"""Edit an instance: active currencies, countries and every other setting (S41, S44, S48)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from application.already_done import resumed
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.ids import THE_ORGANISATION
from core.instances.instance import Instance
from core.kernel.errors import Invalid
from core.money import currency
from core.organisation.organisation import Organisation

_SETTINGS = (
    "name",
    "language",
    "language_countries",
    "credentials",
    "mpn_id",
    "publish_new_products",
    "monthly_sync_day",
)


class EditInstance(Command[None]):
    """What is not given stays as it is; lists replace the former ones.

    A default that is not given stays, or becomes the first currency when it is active no more.
    `mpn_id` and `monthly_sync_day` may be given as None, which removes them; see
    `InstanceSettings` for their meaning.
    """

    roles = OPERATORS
    instance_id: UUID
    currencies: tuple[str, ...] | None = None
    default_currency: str | None = None
    countries: tuple[str, ...] | None = None
    name: str = ""
    language: str = ""
    language_countries: tuple[tuple[str, str], ...] = ()
    credentials: str = ""
    mpn_id: str | None = None
    publish_new_products: bool = False
    monthly_sync_day: int | None = None
    expected_version: int | None = None


class EditInstanceHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: EditInstance) -> None:
        """
        Raises:
            CurrencyNotEnabled: the organisation has not enabled one of the currencies (S46).
            Invalid: no currency, no country, a default that is not active, or an odd setting.
            StaleVersion: the instance's settings changed since `expected_version`.
        """
        instance, done = resumed(self._log, Instance, command.instance_id)
        if done:
            return
        instance.expect_version(command.expected_version)
        now = self._clock.now()
        given = command.model_fields_set.intersection(_SETTINGS)
        edited = {name: getattr(command, name) for name in given}
        instance.edit(replace(instance.settings, **edited), at=now)
        if command.countries is not None:
            instance.choose_countries(command.countries, at=now)
        if command.currencies is not None or command.default_currency is not None:
            self._choose(instance, command, now)
        self._ledger.save(instance)

    def _choose(self, instance: Instance, command: EditInstance, now: datetime) -> None:
        kept = instance.currencies if command.currencies is None else command.currencies
        wanted = tuple(currency(code) for code in kept)
        if not wanted:
            raise Invalid("An instance needs at least one active currency.")
        kept_default = instance.default_currency in wanted and instance.default_currency
        instance.choose_currencies(
            wanted,
            default=currency(command.default_currency or kept_default or wanted[0]),
            enabled=self._ledger.get(Organisation, THE_ORGANISATION).currencies,
            at=now,
        )
