"""The read models of this program: kept up with the ledger, built, rebuilt and looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select, table

from application.ports.ledger import EventLog
from application.ports.progress import Progress, Silent
from application.ports.projections import EventNotProjected, ProjectionState, ProjectionStatus
from application.projections.projection import Projection
from core.kernel.errors import NotFound
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.builds import Builds
from infrastructure.read_models.step import Events, Follower, Overtaken
from infrastructure.read_models.transactions import unswitched
from infrastructure.read_models.versions import Build, Standing

_PAGE = 1_000
_Behind = Mapping[int, Sequence[Follower[Any]]]


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
        self._page_size = page_size
        self._builds = Builds(database, log, page_size)
        self._followers = {
            follower.build: follower
            for follower in (Follower.of(projection, database) for projection in projections)
        }

    def prepare(self) -> None:
        """Make the tables that are missing; a newer version is built aside, then goes live.

        Raises:
            EventNotProjected: the fold of a newer version fails; the older stays live.
        """
        live = {standing.build for standing in self._standings() if _is_live(standing)}
        for build, follower in self._followers.items():
            if build not in live and self._builds.enrol(follower):
                self._builds.fill(follower, Silent())
                self._builds.go_live(follower)

    def catch_up(self) -> None:
        """Project everything that the ledger holds now.

        A projection that cannot take an event stops there with its error; the others go on.
        """
        while self._advance(self._behind()):
            pass

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

    def _standings(self) -> tuple[Standing, ...]:
        with self._database.engine.begin() as connection:
            return versions.standings(connection)

    def _behind(self) -> _Behind:
        """The live projections that work, by the position at which they stand."""
        behind = defaultdict(list)
        for standing in self._standings():
            if _is_live(standing) and not standing.error and standing.build in self._followers:
                behind[standing.position].append(self._followers[standing.build])
        return behind

    def _advance(self, behind: _Behind) -> bool:
        """One page for each position, read once for all who stand there; True: look again."""
        unfinished = False
        for position, followers in behind.items():
            events = self._log.page(position, self._page_size)
            if events:
                done = self._project(followers, position, events)
                unfinished |= not done or len(events) == self._page_size
        return unfinished

    def _project(self, followers: Sequence[Follower[Any]], old: int, events: Events) -> bool:
        concerned = [follower for follower in followers if follower.is_concerned(events)]
        passing = [follower.build for follower in followers if follower not in concerned]
        done = [self._advance_one(follower, old, events) for follower in concerned]
        return self._pass(passing, old, events[-1].position) and all(done)

    def _pass(self, builds: Sequence[Build], old: int, new: int) -> bool:
        """Projections that none of the events concerns move in one transaction."""
        if not builds:
            return True
        with self._database.derived.begin() as connection:
            return versions.move_all(connection, builds, old=old, new=new)

    def _advance_one(self, follower: Follower[Any], old: int, events: Events) -> bool:
        try:
            follower.advance(self._database.derived.begin, old, events)
        except Overtaken:
            return False
        except EventNotProjected as stopped:
            with self._database.derived.begin() as connection:
                versions.stop(
                    connection, follower.build, before=stopped.position, error=stopped.message
                )
        return True

    def _named(self, name: str) -> Follower[Any]:
        for build, follower in self._followers.items():
            if build.name == name:
                return follower
        raise NotFound("projection", name)


def _is_live(standing: Standing) -> bool:
    return standing.state is ProjectionState.LIVE


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
