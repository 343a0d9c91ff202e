"""The folds of this program, each with the tables that it fills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Dialect

from application.projections.projection import Projection
from core.kernel.errors import NotFound
from infrastructure.read_models.build import Build
from infrastructure.read_models.step import Follower


class Followers:
    """Of a name the newest version is the program's own; older ones are kept to go back to."""

    def __init__(self, projections: Sequence[Projection[Any]], dialect: Dialect) -> None:
        by_version = sorted(projections, key=lambda each: each.table.version)
        self._folds = {(each.table.name, each.table.version): each for each in by_version}
        self._own = {each.table.name: each for each in by_version}
        self._dialect = dialect
        self._made: dict[Build, Follower[Any]] = {}

    @property
    def own(self) -> tuple[Projection[Any], ...]:
        """The newest version of each read model."""
        return tuple(self._own.values())

    def named(self, name: str) -> Projection[Any]:
        """The newest version of a read model.

        Raises:
            NotFound: there is none of that name.
        """
        if name not in self._own:
            raise NotFound("projection", name)
        return self._own[name]

    def of(self, build: Build) -> Follower[Any] | None:
        """Who fills the table; None when this program has no fold of its version."""
        fold = self._folds.get((build.name, build.version))
        if fold is None:
            return None
        if build not in self._made:
            self._made[build] = Follower(fold, build, self._dialect)
        return self._made[build]
