"""The organisation: its enabled currencies and the reference data of perpetual licences."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.ids import THE_ORGANISATION
from core.kernel.aggregate import Aggregate, first
from core.kernel.errors import Invalid
from core.kernel.event import Event
from core.money import Currency
from core.organisation.events import (
    CurrenciesEnabled,
    OrganisationFounded,
    OrganisationRenamed,
    RatePolicyChosen,
    ServicesDefined,
)
from core.organisation.values import PERPETUAL_LICENCE_SERVICES, ServiceDefinitions


class Organisation(Aggregate, born_by=OrganisationFounded):
    """The distributor; one ledger belongs to one organisation."""

    name: str
    currencies: tuple[Currency, ...]
    services: ServiceDefinitions | None
    rates_override_lists: bool

    @classmethod
    def found(cls, *, name: str, at: datetime) -> Self:
        return cls.born(OrganisationFounded(*first(THE_ORGANISATION, at), name=_checked(name)))

    def rename(self, name: str, *, at: datetime) -> None:
        if _checked(name) != self.name:
            self.record(OrganisationRenamed(*self.next(at), name=_checked(name)))

    def enable_currencies(self, currencies: tuple[Currency, ...], *, at: datetime) -> None:
        """Set the currencies that instances may activate (S46).

        Raises:
            Invalid: no currency is given.
        """
        if not currencies:
            raise Invalid("An organisation needs at least one enabled currency.")
        wanted = tuple(dict.fromkeys(currencies))
        if wanted != self.currencies:
            self.record(CurrenciesEnabled(*self.next(at), currencies=wanted))

    def let_rates_override_lists(self, override: bool, *, at: datetime) -> None:
        """Let exchange rates go before Microsoft's own price lists, or not (D20)."""
        if override != self.rates_override_lists:
            self.record(RatePolicyChosen(*self.next(at), rates_override_lists=override))

    def define_services(self, *, at: datetime) -> None:
        """Create product type, properties, custom fields and unit, once (S50, S84, S86)."""
        if self.services == PERPETUAL_LICENCE_SERVICES:
            return
        defined = PERPETUAL_LICENCE_SERVICES
        self.record(
            ServicesDefined(
                *self.next(at),
                product_type=defined.product_type,
                properties=defined.properties,
                asset_type=defined.asset_type,
                custom_fields=defined.custom_fields,
                unit_group=defined.unit_group,
                unit=defined.unit,
            )
        )

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: OrganisationFounded) -> None:
        self.name = event.name
        self.currencies = ()
        self.services = None
        self.rates_override_lists = False

    @when.register
    def _(self, event: OrganisationRenamed) -> None:
        self.name = event.name

    @when.register
    def _(self, event: CurrenciesEnabled) -> None:
        self.currencies = tuple(Currency(code) for code in event.currencies)

    @when.register
    def _(self, event: RatePolicyChosen) -> None:
        self.rates_override_lists = event.rates_override_lists

    @when.register
    def _(self, event: ServicesDefined) -> None:
        self.services = ServiceDefinitions(
            product_type=event.product_type,
            properties=event.properties,
            asset_type=event.asset_type,
            custom_fields=event.custom_fields,
            unit_group=event.unit_group,
            unit=event.unit,
        )


def _checked(name: str) -> str:
    if not name.strip():
        raise Invalid("An organisation needs a name.")
    return name.strip()
