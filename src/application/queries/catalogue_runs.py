"""Runs of Get Services Definition (S80, S81)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.catalogue_runs import CATALOGUE_RUNS, CatalogueRunRow
from core.kernel.errors import NotFound


class ListCatalogueRuns(Query[Page[CatalogueRunRow]]):
    """Newest first, those that failed or still run included; of one instance when it is named."""

    roles = STAFF
    instance_id: UUID | None = None
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
            where={"instance_id": query.instance_id} if query.instance_id else None,
            order=("started_at", "run_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )


class ShowCatalogueRun(Query[CatalogueRunRow]):
    roles = STAFF
    run_id: UUID


class ShowCatalogueRunHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowCatalogueRun, by: Principal) -> CatalogueRunRow:
        """
        Raises:
            NotFound: there is no such run.
        """
        row = self._rows.one(CATALOGUE_RUNS, {"run_id": query.run_id})
        if row is None:
            raise NotFound("run", str(query.run_id))
        return row
