"""Reading what things were at a position of the ledger (B5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from application.projections.projection import Table

R = TypeVar("R")


@dataclass(frozen=True)
class Known(Generic[R]):
    """The last row of each group by `position`; `stands` is how far the read model has come.

    Rows are as they were only if it stands at that position or behind it.
    """

    position: int
    stands: int
    rows: Mapping[Any, R]


class States(Protocol):
    """The live version of a table whose rows succeed each other by their position.

    Raises:
        ReadModelOutdated: another version than the table's is live.
    """

    def at(self, table: Table[R], groups: Sequence[UUID], position: int) -> Known[R]:
        """One probe for each group; groups that had no row yet are left out."""
        ...

    def at_time(self, table: Table[R], group: UUID, moment: datetime) -> Known[R]:
        """The same at a UTC time: the ledger up to the last event decided by then (D34)."""
        ...
