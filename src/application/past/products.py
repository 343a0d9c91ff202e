"""Catalogue and price list as they were at a time (B5, D34)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from application.past.lists import Candidates, PastLists
from application.past.pages import ListAsOf, PastPage
from application.past.rows import PastRows
from application.ports.ledger import EventLog
from application.projections.catalogue_runs import CATALOGUE_RUNS, CatalogueRunRow
from application.projections.product_states import (
    PRODUCT_STATES,
    ProductStateRow,
    ProductStates,
)
from application.projections.projection import Projection
from application.queries.product_details import Latest
from core.instances.sync_lease import APPLIED

R = TypeVar("R")
_STATES = ProductStates()
_BY_NAME = ("name", "product_id", "position")


class PastProducts:
    """The names that products had, and whether they were shown, are kept; the rest is folded from
    the events of the products of a page."""

    def __init__(self, lists: PastLists, rows: PastRows, log: EventLog) -> None:
        self._lists = lists
        self._rows = rows
        self._log = log

    def page(
        self,
        projection: Projection[R],
        where: Mapping[str, Any],
        as_of: ListAsOf,
        *,
        after: str | None,
        limit: int,
    ) -> PastPage[R]:
        """By name, the rows that the projection made of the products that were so.

        Raises:
            Invalid: the cursor is not one of this list.
        """

        def were(candidates: Sequence[ProductStateRow]) -> Sequence[R | None]:
            ids = list(dict.fromkeys(each.product_id for each in candidates))
            last = self._rows.states(_STATES, ids, as_of.position)
            held = {each.product_id for each in candidates if each == last.get(each.product_id)}
            rows = self._rows.folded(projection, list(held), as_of.position)
            return [
                rows[each.product_id] if each == last.get(each.product_id) else None
                for each in candidates
            ]

        candidates = Candidates(PRODUCT_STATES, _BY_NAME, where)
        return self._lists.page(candidates, as_of, were, after=after, limit=limit)

    def latest(self, as_of: ListAsOf) -> Latest:
        """The latest run of each instance that had been applied, read once."""
        return cache(lambda instance: self._run_of(instance, as_of))

    def _run_of(self, instance: UUID, as_of: ListAsOf) -> UUID | None:

        def were(runs: Sequence[CatalogueRunRow]) -> Sequence[UUID | None]:
            applied = self._log.streams_upto([each.run_id for each in runs], as_of.position)
            return [each.run_id if each.run_id in applied else None for each in runs]

        where = {"instance_id": instance, "state": APPLIED}
        order = ("started_at", "run_id")
        runs = Candidates(CATALOGUE_RUNS, order, where, newest_first="started_at")
        page = self._lists.page(runs, as_of, were, after=None, limit=1)
        return page.items[0] if page.items else None
