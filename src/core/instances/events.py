"""What happens to a service-manager instance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.kernel.event import Birth, Event


@dataclass(frozen=True)
class InstanceRegistered(Birth):
    """`credentials` names where the process finds the credentials; it never holds them.

    `language_countries` pairs languages with the country that stands for each (D29);
    `monthly_sync_day` is the day of the month of the scheduled run, None for none (S80).
    """

    TOPIC = "instance.registered.v2"
    name: str
    partner_tenant: str
    countries: tuple[str, ...]
    language: str
    credentials: str
    mpn_id: str | None
    publish_new_products: bool
    language_countries: tuple[tuple[str, str], ...]
    monthly_sync_day: int | None

    @staticmethod
    def upcast_v1_v2(facts: dict[str, Any]) -> dict[str, Any]:
        return {**facts, "language_countries": [], "monthly_sync_day": None}


@dataclass(frozen=True)
class InstanceSettingsEdited(Event):
    """All settings beside countries and currencies; they replace the former ones."""

    TOPIC = "instance.settings-edited.v1"
    name: str
    language: str
    language_countries: tuple[tuple[str, str], ...]
    credentials: str
    mpn_id: str | None
    publish_new_products: bool
    monthly_sync_day: int | None


@dataclass(frozen=True)
class ActiveCurrenciesChosen(Event):
    TOPIC = "instance.active-currencies-chosen.v1"
    currencies: tuple[str, ...]
    default: str


@dataclass(frozen=True)
class CountriesChosen(Event):
    TOPIC = "instance.countries-chosen.v1"
    countries: tuple[str, ...]


@dataclass(frozen=True)
class SyncStarted(Event):
    """A run holds the instance until `lease_until` (UTC), and longer if it renews its lease (D22).

    `period` is the month of a scheduled run, such as `2026-12`.
    """

    TOPIC = "instance.sync-started.v1"
    run_id: UUID
    lease_until: datetime
    period: str | None


@dataclass(frozen=True)
class SyncLeaseRenewed(Event):
    TOPIC = "instance.sync-lease-renewed.v1"
    run_id: UUID
    lease_until: datetime


@dataclass(frozen=True)
class SyncEnded(Event):
    """`outcome` is applied, failed (`code` and `message` say why) or abandoned (it died)."""

    TOPIC = "instance.sync-ended.v1"
    run_id: UUID
    outcome: str
    code: str
    message: str
