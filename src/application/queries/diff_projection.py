"""What would change for readers of a read model by a switch, row by row (B7)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from application.messages import Query
from application.ports.progress import Progress
from application.ports.projections import (
    BuildName,
    Comparison,
    DifferenceKind,
    ProjectionControl,
    RowDifference,
)
from application.principal import STAFF, Principal


@dataclass(frozen=True)
class ProjectionDiff:
    """Counts of all rows that differ, and the first of them."""

    name: str
    old: BuildName
    new: BuildName
    only_old: int
    only_new: int
    different: int
    items: tuple[RowDifference, ...]

    @property
    def total(self) -> int:
        return self.only_old + self.only_new + self.different


class DiffProjection(Query[AbstractContextManager[Comparison]]):
    """`name` is that of the read model."""

    roles = STAFF
    name: str


class DiffProjectionHandler:
    def __init__(self, control: ProjectionControl, progress: Progress) -> None:
        self._control = control
        self._progress = progress

    def __call__(self, query: DiffProjection, by: Principal) -> AbstractContextManager[Comparison]:
        """
        Raises:
            Refused: as `ProjectionControl.compare` says, when the comparison is entered.
        """
        return self._control.compare(query.name, self._progress)


def counted(
    comparison: Comparison, *, first: int, seen: Callable[[RowDifference], None] | None = None
) -> ProjectionDiff:
    """Goes through all differences, keeps the `first` ones, and lets each be seen as it comes."""
    counts = dict.fromkeys(DifferenceKind, 0)
    kept: list[RowDifference] = []
    for difference in comparison.differences:
        counts[difference.kind] += 1
        if len(kept) < first:
            kept.append(difference)
        if seen is not None:
            seen(difference)
    return ProjectionDiff(
        name=comparison.name,
        old=comparison.old,
        new=comparison.new,
        only_old=counts[DifferenceKind.ONLY_OLD],
        only_new=counts[DifferenceKind.ONLY_NEW],
        different=counts[DifferenceKind.DIFFERENT],
        items=tuple(kept),
    )
