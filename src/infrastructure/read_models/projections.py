"""The read models of this program: kept up with the ledger, built, switched and looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

from application.ports.ledger import EventLog
from application.ports.progress import Progress, Silent
from application.ports.projections import (
    Comparison,
    EventNotProjected,
    ProjectionState,
    ProjectionStatus,
)
from application.projections.projection import Projection
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.builds import Builds
from infrastructure.read_models.catching_up import CatchingUp
from infrastructure.read_models.chosen import Chosen
from infrastructure.read_models.comparing import compared
from infrastructure.read_models.followers import Followers
from infrastructure.read_models.status import statuses
from infrastructure.read_models.step import Follower
from infrastructure.read_models.switching import Switching
from infrastructure.read_models.tables import Tables

_PAGE = 1_000
_PAGES_AT_ONCE = 20
"""Of a table that nobody reads so many are stored in one transaction."""
_READY, _RETIRED = ProjectionState.READY, ProjectionState.RETIRED


class Projections:
    """Projects in any number of processes at once; adapter of Projector and ProjectionControl."""

    def __init__(
        self,
        database: Database,
        log: EventLog,
        projections: Sequence[Projection[Any]],
        *,
        page_size: int = _PAGE,
        pages_at_once: int = _PAGES_AT_ONCE,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self._database = database
        self._log = log
        self._followers = Followers(projections, database.engine.dialect)
        self._tables = Tables(database, log, self._followers)
        self._chosen = Chosen(database, self._followers)
        self._builds = Builds(database, log, page_size=page_size, pages_at_once=pages_at_once)
        self._switching = Switching(database, log, page_size)
        self._catching_up = CatchingUp(
            database,
            log,
            self._followers,
            replace_if_ahead=self._tables.replace_if_ahead,
            page_size=page_size,
            seconds=seconds,
        )

    def prepare(self) -> None:
        """Make the tables that are missing; one that this program cannot do without goes live.

        Raises:
            EventNotProjected: the fold of a newer version fails; the older stays live.
        """
        with self._database.engine.begin() as connection:
            known = versions.standings(connection)
        live = {each.build.name: each.build.version for each in known if each.is_live}
        for projection in self._followers.own:
            if projection.table.reads(live.get(projection.table.name, 0)):
                continue
            if follower := self._tables.deploy(projection):
                self._builds.fill(follower, Silent())
                self._put_live(follower)

    def catch_up(self) -> None:
        """Project everything that the ledger holds now.

        A projection that cannot take an event stops there with its error; the others go on. One
        that stands on a ledger which is gone, as after a restore, is made anew from the beginning.
        """
        self._catching_up.run()

    def status(self, *, counting: bool = True) -> tuple[ProjectionStatus, ...]:
        """See ProjectionControl."""
        return statuses(self._database, self._log, counting=counting)

    def retry(self, name: str) -> None:
        """See ProjectionControl."""
        self._builds.forgive(self._chosen.live(name).build)
        self._catching_up.run()
        if error := self._chosen.standing_live(name).error:
            raise EventNotProjected(error, name=name)

    def rebuild(self, name: str, progress: Progress, *, switch: bool = False) -> None:
        """See ProjectionControl."""
        follower = self._tables.begin(self._followers.named(name))
        self._builds.fill(follower, progress)
        if switch:
            self._put_live(follower)
        else:
            self._builds.finish(follower)

    @contextmanager
    def compare(self, name: str, progress: Progress) -> Iterator[Comparison]:
        """See ProjectionControl."""
        live = self._chosen.live(name)
        other, state = self._chosen.beside(name, _READY, _RETIRED)
        self._builds.freshen(other, progress)
        old, new = (live, other) if state is _READY else (other, live)
        with compared(self._database, old, new, level=self._switching.level) as comparison:
            yield comparison

    def switch(self, name: str, progress: Progress) -> None:
        """See ProjectionControl."""
        ready, _ = self._chosen.beside(name, _READY)
        self._builds.freshen(ready, progress)
        self._put_live(ready)

    def rollback(self, name: str, progress: Progress) -> None:
        """See ProjectionControl."""
        former, _ = self._chosen.beside(name, _RETIRED)
        self._builds.freshen(former, progress)
        self._switching.to(former, former=_READY)

    def drop(self, name: str) -> None:
        """See ProjectionControl."""
        self._followers.named(name)
        self._tables.drop_beside(name)

    def _put_live(self, follower: Follower[Any]) -> None:
        self._tables.make_way(follower.build)
        self._switching.to(follower, former=_RETIRED)
