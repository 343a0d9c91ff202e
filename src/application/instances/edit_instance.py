"""Choose an instance's active currencies and countries (S41, S44, S48)."""

from __future__ import annotations

from uuid import UUID

from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import OPERATORS
from core.ids import THE_ORGANISATION
from core.instances.instance import Instance
from core.kernel.errors import Invalid
from core.money import currency
from core.organisation.organisation import Organisation


class EditInstance(Command[None]):
    """Lists replace the former ones; the default is the first currency unless it is given."""

    roles = OPERATORS
    instance_id: UUID
    currencies: tuple[str, ...] | None = None
    default_currency: str | None = None
    countries: tuple[str, ...] | None = None
    expected_version: int | None = None


class EditInstanceHandler:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def __call__(self, command: EditInstance) -> None:
        """
        Raises:
            CurrencyNotEnabled: the organisation has not enabled one of the currencies (S46).
            Invalid: no currency, no country, or a default that is not active.
            StaleVersion: the instance changed since `expected_version`.
        """
        instance = self._ledger.get(Instance, command.instance_id)
        instance.expect_version(command.expected_version)
        if command.countries is not None:
            instance.choose_countries(command.countries, at=self._clock.now())
        if command.currencies is not None or command.default_currency is not None:
            self._choose(instance, command)
        self._ledger.save(instance)

    def _choose(self, instance: Instance, command: EditInstance) -> None:
        kept = instance.currencies if command.currencies is None else command.currencies
        wanted = tuple(currency(code) for code in kept)
        if not wanted:
            raise Invalid("An instance needs at least one active currency.")
        instance.choose_currencies(
            wanted,
            default=currency(command.default_currency or wanted[0]),
            enabled=self._ledger.get(Organisation, THE_ORGANISATION).currencies,
            at=self._clock.now(),
        )
