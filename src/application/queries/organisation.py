"""The organisation (S46)."""

from __future__ import annotations

from application.messages import Query
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.organisations import ORGANISATIONS, OrganisationRow
from core.ids import THE_ORGANISATION
from core.kernel.errors import NotFound


class ShowOrganisation(Query[OrganisationRow]):
    roles = STAFF


class ShowOrganisationHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowOrganisation, by: Principal) -> OrganisationRow:
        """
        Raises:
            NotFound: nobody founded the organisation yet.
        """
        row = self._rows.one(ORGANISATIONS, {"organisation_id": THE_ORGANISATION})
        if row is None:
            advice = "Found it: perpetua organisation edit --name NAME --currency EUR."
            raise NotFound("organisation", "in this ledger yet", advice=advice)
        return row
