"""What happens to a service-manager instance."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.event import Birth, Event


@dataclass(frozen=True)
class InstanceRegistered(Birth):
    """`credentials` names where the process finds the credentials; it never holds them."""

    TOPIC = "instance.registered.v1"
    name: str
    partner_tenant: str
    countries: tuple[str, ...]
    language: str
    credentials: str
    mpn_id: str | None
    publish_new_products: bool


@dataclass(frozen=True)
class ActiveCurrenciesChosen(Event):
    TOPIC = "instance.active-currencies-chosen.v1"
    currencies: tuple[str, ...]
    default: str


@dataclass(frozen=True)
class CountriesChosen(Event):
    TOPIC = "instance.countries-chosen.v1"
    countries: tuple[str, ...]
