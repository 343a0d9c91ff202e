"""Service-manager instances with their selling settings (S43, S44)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.instances.events import (
    ActiveCurrenciesChosen,
    CountriesChosen,
    InstanceRegistered,
    InstanceSettingsEdited,
    SyncEnded,
    SyncLeaseRenewed,
    SyncStarted,
)
from core.kernel.event import facts_of


@dataclass(frozen=True)
class InstanceRow:
    """`credentials` names where the process finds them; no secret is ever here.

    `language_countries` pairs languages with the country that stands for each (D29);
    `monthly_sync_day` is the day of the month of the scheduled run (S80). Runs do not change the
    version: what somebody read and wants to edit is still the same.
    """

    instance_id: UUID
    name: str
    partner_tenant: str
    countries: tuple[str, ...]
    language: str
    credentials: str
    mpn_id: str | None
    publish_new_products: bool
    language_countries: tuple[tuple[str, str], ...]
    monthly_sync_day: int | None
    active_currencies: tuple[str, ...]
    default_currency: str | None
    version: int


_RUNS = (SyncStarted, SyncLeaseRenewed, SyncEnded)

INSTANCES = Table(
    name="instances",
    version=2,
    row=InstanceRow,
    key=("instance_id",),
    group="instance_id",
    indexes=(("name",),),
)


class Instances:
    table = INSTANCES
    append_only = False
    topics = "instance."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if recorded.topic.startswith(self.topics) else None

    def fold(self, rows: tuple[InstanceRow, ...], recorded: Recorded) -> tuple[InstanceRow, ...]:
        if isinstance(recorded.event, InstanceRegistered):
            return (_registered(recorded.stream_id, recorded.event),)
        return tuple(_after(row, recorded) for row in rows)


def _registered(instance_id: UUID, event: InstanceRegistered) -> InstanceRow:
    return InstanceRow(
        instance_id=instance_id,
        name=event.name,
        partner_tenant=event.partner_tenant,
        countries=event.countries,
        language=event.language,
        credentials=event.credentials,
        mpn_id=event.mpn_id,
        publish_new_products=event.publish_new_products,
        language_countries=event.language_countries,
        monthly_sync_day=event.monthly_sync_day,
        active_currencies=(),
        default_currency=None,
        version=event.originator_version,
    )


def _after(row: InstanceRow, recorded: Recorded) -> InstanceRow:
    if isinstance(recorded.event, _RUNS):
        return row
    row = replace(row, version=recorded.version)
    match recorded.event:
        case InstanceSettingsEdited() as event:
            return replace(row, **facts_of(event))
        case ActiveCurrenciesChosen() as event:
            return replace(row, active_currencies=event.currencies, default_currency=event.default)
        case CountriesChosen() as event:
            return replace(row, countries=event.countries)
        case _:
            return row
