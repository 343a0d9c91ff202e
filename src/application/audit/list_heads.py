"""Every signed head of the ledger (B4)."""

from __future__ import annotations

from pydantic import Field

from application.messages import Query
from application.ports.heads import Head, Heads
from application.ports.rows import Page
from application.principal import STAFF, Principal


class ListHeads(Query[Page[Head]]):
    """Newest first."""

    roles = STAFF
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListHeadsHandler:
    def __init__(self, heads: Heads) -> None:
        self._heads = heads

    def __call__(self, query: ListHeads, by: Principal) -> Page[Head]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        return self._heads.page(query.after, query.limit)
