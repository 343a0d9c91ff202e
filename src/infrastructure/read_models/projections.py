"""The read models of this program: kept up with the ledger, built, rebuilt and looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select, table

from application.ports.ledger import EventLog
from application.ports.progress import Progress, Silent
from application.ports.projections import ProjectionStatus
from application.projections.projection import Projection
from core.kernel.errors import NotFound
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.builds import Builds
from infrastructure.read_models.catching_up import CatchingUp, is_live
from infrastructure.read_models.step import Follower
from infrastructure.read_models.transactions import unswitched
from infrastructure.read_models.versions import Standing

_PAGE = 1_000


class Projections:
    """Projects in any number of processes at once; adapter of Projector and ProjectionControl."""

    def __init__(
        self,
        database: Database,
        log: EventLog,
        projections: Sequence[Projection[Any]],
        *,
        page_size: int = _PAGE,
    ) -> None:
        self._database = database
        self._log = log
        self._builds = Builds(database, log, page_size)
        self._followers = {
            follower.build: follower
            for follower in (Follower.of(projection, database) for projection in projections)
        }
        self._catching_up = CatchingUp(database, log, self._followers, page_size)

    def prepare(self) -> None:
        """Make the tables that are missing; a newer version is built aside, then goes live.

        Raises:
            EventNotProjected: the fold of a newer version fails; the older stays live.
        """
        live = {standing.build for standing in self._catching_up.standings() if is_live(standing)}
        for build, follower in self._followers.items():
            if build not in live and self._builds.enrol(follower):
                self._builds.fill(follower, Silent())
                self._builds.go_live(follower)

    def catch_up(self) -> None:
        """Project everything that the ledger holds now.

        A projection that cannot take an event stops there with its error; the others go on.
        """
        self._catching_up.run()

    def rebuild(self, name: str, progress: Progress) -> None:
        """See ProjectionControl."""
        follower = self._named(name)
        aside = Follower.of(follower.projection, self._database, aside=True)
        self._builds.begin_aside(aside)
        self._builds.fill(aside, progress)
        self._builds.replace(follower, aside)

    def status(self) -> tuple[ProjectionStatus, ...]:
        """See ProjectionControl."""
        end = self._log.end()
        with unswitched(self._database) as connection:
            standings = versions.standings(connection)
            return tuple(_status(connection, standing, end) for standing in standings)

    def _named(self, name: str) -> Follower[Any]:
        for build, follower in self._followers.items():
            if build.name == name:
                return follower
        raise NotFound("projection", name)


def _status(connection: Connection, standing: Standing, end: int) -> ProjectionStatus:
    stored = table(standing.build.table_name)
    return ProjectionStatus(
        name=standing.build.name,
        version=standing.build.version,
        state=standing.state,
        position=standing.position,
        lag=max(end - standing.position, 0),
        error=standing.error,
        rows=connection.execute(select(func.count()).select_from(stored)).scalar_one(),
    )
