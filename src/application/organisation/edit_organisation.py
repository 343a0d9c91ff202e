"""Found the organisation, or edit its name, enabled currencies and rate policy (S46, D20)."""

from __future__ import annotations

from application.already_done import already_done
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.ports.rows import Rows
from application.principal import OPERATORS
from application.projections.instances import INSTANCES
from core.ids import THE_ORGANISATION
from core.kernel.errors import Invalid
from core.money import Currency, currency
from core.organisation.errors import CurrencyInUse
from core.organisation.organisation import Organisation


class EditOrganisation(Command[None]):
    """`currencies` are ISO 4217 codes and replace the enabled ones; None leaves a field as is.

    `rates_override_lists` lets exchange rates go before Microsoft's own price lists (D20).
    """

    roles = OPERATORS
    name: str | None = None
    currencies: tuple[str, ...] | None = None
    rates_override_lists: bool | None = None
    expected_version: int | None = None


class EditOrganisationHandler:
    def __init__(self, ledger: Ledger, log: EventLog, rows: Rows, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._rows = rows
        self._clock = clock

    def __call__(self, command: EditOrganisation) -> None:
        """
        Raises:
            Invalid: the first edit gives no name, or a currency is none of ISO 4217.
            CurrencyInUse: an instance sells in a currency that would not be enabled any more.
            StaleVersion: the organisation changed since `expected_version`.
        """
        if already_done(self._log, THE_ORGANISATION):
            return
        organisation = self._ledger.find(Organisation, THE_ORGANISATION) or self._found(command)
        organisation.expect_version(command.expected_version)
        now = self._clock.now()
        if command.name is not None:
            organisation.rename(command.name, at=now)
        if command.currencies is not None:
            wanted = tuple(currency(code) for code in command.currencies)
            self._require_unused(set(organisation.currencies) - set(wanted), wanted)
            organisation.enable_currencies(wanted, at=now)
        if command.rates_override_lists is not None:
            organisation.let_rates_override_lists(command.rates_override_lists, at=now)
        self._ledger.save(organisation)

    def _require_unused(self, removed: set[Currency], kept: tuple[Currency, ...]) -> None:
        for instance in self._rows.all(INSTANCES, order=("name",)):
            if used := sorted(removed.intersection(instance.active_currencies)):
                raise CurrencyInUse(used, instance.name, kept=kept)

    def _found(self, command: EditOrganisation) -> Organisation:
        if command.name is None:
            raise Invalid(
                "There is no organisation yet.", advice="Give it a name with the first edit."
            )
        return Organisation.found(name=command.name, at=self._clock.now())
