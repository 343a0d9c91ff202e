"""A Microsoft service-manager instance: one Partner Center tenant with its selling settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.ids import InstanceId, instance_id
from core.instances.errors import CurrencyNotEnabled, NoActiveCurrency
from core.instances.events import ActiveCurrenciesChosen, CountriesChosen, InstanceRegistered
from core.kernel.aggregate import Aggregate, first
from core.kernel.errors import Invalid
from core.kernel.event import Event
from core.money import Currency

_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class InstanceSettings:
    """What a new instance is registered with; `credentials` is a reference, never a secret."""

    name: str
    partner_tenant: str
    countries: tuple[str, ...]
    language: str = "en"
    credentials: str = "default"
    mpn_id: str | None = None
    publish_new_products: bool = False


class Instance(Aggregate, born_by=InstanceRegistered):
    """Countries, catalogue language and active currencies of one Partner Center tenant (S43)."""

    settings: InstanceSettings
    countries: tuple[str, ...]
    currencies: tuple[Currency, ...]
    default_currency: Currency | None

    @classmethod
    def register(cls, settings: InstanceSettings, *, at: datetime) -> Self:
        """
        Raises:
            Invalid: no name, tenant or country, or a country that is no ISO 3166 alpha-2 code.
        """
        if not settings.name.strip() or not settings.partner_tenant.strip():
            raise Invalid("An instance needs a name and the id of its Partner Center tenant.")
        return cls.born(
            InstanceRegistered(
                *first(instance_id(settings.partner_tenant), at),
                name=settings.name.strip(),
                partner_tenant=settings.partner_tenant,
                countries=_countries(settings.countries),
                language=settings.language,
                credentials=settings.credentials,
                mpn_id=settings.mpn_id,
                publish_new_products=settings.publish_new_products,
            )
        )

    @property
    def instance_id(self) -> InstanceId:
        return InstanceId(self.id)

    def choose_countries(self, countries: tuple[str, ...], *, at: datetime) -> None:
        if _countries(countries) != self.countries:
            self.record(CountriesChosen(*self.next(at), countries=_countries(countries)))

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

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: InstanceRegistered) -> None:
        self.settings = InstanceSettings(
            name=event.name,
            partner_tenant=event.partner_tenant,
            countries=event.countries,
            language=event.language,
            credentials=event.credentials,
            mpn_id=event.mpn_id,
            publish_new_products=event.publish_new_products,
        )
        self.countries = event.countries
        self.currencies = ()
        self.default_currency = None

    @when.register
    def _(self, event: ActiveCurrenciesChosen) -> None:
        self.currencies = tuple(Currency(code) for code in event.currencies)
        self.default_currency = Currency(event.default)

    @when.register
    def _(self, event: CountriesChosen) -> None:
        self.countries = event.countries


def _countries(codes: tuple[str, ...]) -> tuple[str, ...]:
    upper = tuple(dict.fromkeys(code.strip().upper() for code in codes))
    if not upper or not all(_COUNTRY.fullmatch(code) for code in upper):
        raise Invalid(
            f"{', '.join(codes) or 'Nothing'} is no list of countries.",
            advice="Give ISO 3166 alpha-2 codes such as DE, GR, US.",
        )
    return upper
