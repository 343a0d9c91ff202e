"""Runs of Get Services Definition (S80, S81)."""

from __future__ import annotations

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.catalogue_runs import CATALOGUE_RUNS, CatalogueRunRow


class ListCatalogueRuns(Query[Page[CatalogueRunRow]]):
    """Newest first."""

    roles = STAFF
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListCatalogueRunsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListCatalogueRuns, by: Principal) -> Page[CatalogueRunRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        return self._rows.page(
            CATALOGUE_RUNS,
            order=("applied_at", "run_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
