"""The confirmation that comes before Get Services Definition: what a run would do (S51, B8)."""

from __future__ import annotations

from uuid import UUID

from application.catalogue.preview import Preview, Service, preview_of
from application.catalogue.survey import Survey
from application.catalogue.surveyor import Surveyor
from application.messages import Query
from application.ports.ids import Ids
from application.ports.ledger import Ledger
from application.principal import OPERATORS, Principal
from core.ids import THE_ORGANISATION, RunId
from core.instances.instance import Instance
from core.organisation.organisation import Organisation
from core.organisation.values import PERPETUAL_LICENCE_SERVICES


class PreviewServices(Query[Preview]):
    """Asks Microsoft for everything and writes nothing."""

    roles = OPERATORS
    instance_id: UUID


class Previews:
    """Shows surveys, with what a run would do to the product types."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, survey: Survey) -> Preview:
        organisation = self._ledger.get(Organisation, THE_ORGANISATION)
        action = "update" if organisation.services else "create"
        return preview_of(survey, Service(PERPETUAL_LICENCE_SERVICES.product_type, action))


class PreviewServicesHandler:
    def __init__(self, ledger: Ledger, surveyor: Surveyor, previews: Previews, ids: Ids) -> None:
        self._ledger = ledger
        self._surveyor = surveyor
        self._previews = previews
        self._ids = ids

    def __call__(self, query: PreviewServices, by: Principal) -> Preview:
        """
        Raises:
            NoActiveCurrency: no active currency was chosen (S41).
            VendorUnavailable: Microsoft does not answer.
        """
        instance = self._ledger.get(Instance, query.instance_id)
        return self._previews.of(self._surveyor.survey(instance, RunId(self._ids.new())))
