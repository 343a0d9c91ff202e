"""The organisation with its enabled currencies and the definitions of its services (S46, S85)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.organisation.events import (
    CurrenciesEnabled,
    OrganisationFounded,
    OrganisationRenamed,
    RatePolicyChosen,
    ServicesDefined,
)
from core.organisation.values import ServiceDefinitions


@dataclass(frozen=True)
class OrganisationRow:
    """`services` is None until the first Get Services Definition (S50).

    `rates_override_lists`: exchange rates go before Microsoft's own price lists (D20).
    """

    organisation_id: UUID
    name: str
    currencies: tuple[str, ...]
    services: ServiceDefinitions | None
    rates_override_lists: bool
    version: int


ORGANISATIONS = Table(
    name="organisations",
    version=2,
    row=OrganisationRow,
    key=("organisation_id",),
    group="organisation_id",
)


class Organisations:
    table = ORGANISATIONS
    append_only = False
    topics = "organisation."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if recorded.topic.startswith(self.topics) else None

    def fold(
        self, rows: tuple[OrganisationRow, ...], recorded: Recorded
    ) -> tuple[OrganisationRow, ...]:
        event = recorded.event
        if isinstance(event, OrganisationFounded):
            return (_founded(event, recorded),)
        return tuple(_after(row, recorded) for row in rows)


def _founded(event: OrganisationFounded, recorded: Recorded) -> OrganisationRow:
    return OrganisationRow(
        organisation_id=recorded.stream_id,
        name=event.name,
        currencies=(),
        services=None,
        rates_override_lists=False,
        version=recorded.version,
    )


def _after(row: OrganisationRow, recorded: Recorded) -> OrganisationRow:
    row = replace(row, version=recorded.version)
    match recorded.event:
        case OrganisationRenamed() as event:
            return replace(row, name=event.name)
        case CurrenciesEnabled() as event:
            return replace(row, currencies=event.currencies)
        case RatePolicyChosen() as event:
            return replace(row, rates_override_lists=event.rates_override_lists)
        case ServicesDefined() as event:
            return replace(row, services=_services(event))
        case _:
            return row


def _services(event: ServicesDefined) -> ServiceDefinitions:
    return ServiceDefinitions(
        product_type=event.product_type,
        properties=event.properties,
        asset_type=event.asset_type,
        custom_fields=event.custom_fields,
        unit_group=event.unit_group,
        unit=event.unit,
    )
