"""The confirmation that comes before Get Services Definition: what a run would do (S51, B8)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.catalogue.survey import Change, Survey, Surveyor
from application.messages import Query
from application.ports.ledger import Ledger
from application.principal import OPERATORS, Principal
from application.projections.products import DISCONTINUED, NEW, UNCHANGED, UPDATED
from core.catalogue.values import FailedSource, ListPrice, QuarantinedRow
from core.ids import THE_ORGANISATION
from core.instances.instance import Instance
from core.organisation.organisation import Organisation
from core.organisation.values import PERPETUAL_LICENCE_SERVICES


@dataclass(frozen=True)
class PreviewedChange:
    code: str
    name: str
    status: str
    countries: tuple[str, ...]
    list_prices: tuple[ListPrice, ...]


@dataclass(frozen=True)
class Preview:
    """`services` are the product types that the run creates or updates (S51)."""

    instance_id: UUID
    digest: str
    services: tuple[tuple[str, str], ...]
    new: int
    updated: int
    discontinued: int
    unchanged: int
    changes: tuple[PreviewedChange, ...]
    quarantine: tuple[QuarantinedRow, ...]
    failed_countries: tuple[FailedSource, ...]


class PreviewServices(Query[Preview]):
    """Asks Microsoft for everything and writes nothing."""

    roles = OPERATORS
    instance_id: UUID


class PreviewServicesHandler:
    def __init__(self, ledger: Ledger, surveyor: Surveyor) -> None:
        self._ledger = ledger
        self._surveyor = surveyor

    def __call__(self, query: PreviewServices, by: Principal) -> Preview:
        """
        Raises:
            NoActiveCurrency: no active currency was chosen (S41).
            VendorUnavailable: Microsoft does not answer.
        """
        instance = self._ledger.get(Instance, query.instance_id)
        organisation = self._ledger.get(Organisation, THE_ORGANISATION)
        action = "update" if organisation.services else "create"
        survey = self._surveyor.survey(instance)
        return Preview(
            instance_id=instance.id,
            digest=survey.digest,
            services=((PERPETUAL_LICENCE_SERVICES.product_type, action),),
            new=survey.count(NEW),
            updated=survey.count(UPDATED),
            discontinued=survey.count(DISCONTINUED),
            unchanged=survey.count(UNCHANGED),
            changes=_shown(survey),
            quarantine=tuple(row for sheet in survey.sheets for row in sheet.quarantine),
            failed_countries=survey.failed,
        )


def _shown(survey: Survey) -> tuple[PreviewedChange, ...]:
    return tuple(_change(each) for each in survey.changes if each.status != UNCHANGED)


def _change(change: Change) -> PreviewedChange:
    product = change.product
    return PreviewedChange(
        code=str(product.code),
        name=product.name,
        status=change.status,
        countries=product.countries,
        list_prices=product.list_prices,
    )
