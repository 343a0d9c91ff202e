"""What happens to the organisation."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.event import Birth, Event


@dataclass(frozen=True)
class OrganisationFounded(Birth):
    TOPIC = "organisation.founded.v1"
    name: str


@dataclass(frozen=True)
class OrganisationRenamed(Event):
    TOPIC = "organisation.renamed.v1"
    name: str


@dataclass(frozen=True)
class CurrenciesEnabled(Event):
    """The full set of enabled ISO 4217 codes; it replaces the former set."""

    TOPIC = "organisation.currencies-enabled.v1"
    currencies: tuple[str, ...]


@dataclass(frozen=True)
class ServicesDefined(Event):
    """The reference data that Get Services Definition creates (S50, S53–S55, S84–S88)."""

    TOPIC = "organisation.services-defined.v1"
    product_type: str
    properties: tuple[str, ...]
    asset_type: str
    custom_fields: tuple[str, ...]
    unit_group: str
    unit: str


@dataclass(frozen=True)
class RatePolicyChosen(Event):
    """Whether exchange rates go before Microsoft's own lists (D20)."""

    TOPIC = "organisation.rate-policy-chosen.v1"
    rates_override_lists: bool
