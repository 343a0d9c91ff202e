"""New versions and rebuilds: filled aside, then put in place at one instant."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import Connection

from application.ports.ledger import EventLog
from application.ports.progress import Progress
from application.ports.projections import ProjectionState
from application.ports.rows import ReadModelOutdated
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.step import Follower, Overtaken
from infrastructure.read_models.transactions import one_at_a_time, within
from infrastructure.read_models.versions import Build

_BUILDING, _LIVE, _RETIRED = (
    ProjectionState.BUILDING,
    ProjectionState.LIVE,
    ProjectionState.RETIRED,
)


class Builds:
    """Fills tables beside the live ones; several processes may work on the same build."""

    def __init__(self, database: Database, log: EventLog, page_size: int) -> None:
        self._database = database
        self._log = log
        self._page_size = page_size

    def enrol(self, follower: Follower[Any]) -> bool:
        """Make the table of a version that is new here; True: it must be built before it is live.

        A version older than the live one is left alone.
        """
        with one_at_a_time(self._database) as connection:
            live = versions.live(connection, follower.build.name)
            if live and live.build.version >= follower.build.version:
                return False
            if versions.find(connection, follower.build) is None:
                follower.table.create(connection)
                versions.enter(connection, follower.build, _BUILDING)
            versions.declare(connection, follower.build, _BUILDING if live else _LIVE)
            return live is not None

    def fill(self, follower: Follower[Any], progress: Progress) -> None:
        """Project the whole ledger into a build.

        Raises:
            EventNotProjected: the fold fails.
        """
        end = self._log.end()
        while (position := self._position(follower.build)) is not None:
            events = self._log.page(position, self._page_size)
            if not events:
                return
            try:
                follower.advance(self._database.writing().begin, position, events)
            except Overtaken:
                continue
            done = events[-1].position
            progress.advance(follower.build.table_name, done=done, total=max(end, done))

    def go_live(self, follower: Follower[Any]) -> None:
        """Switch readers to a filled version; the one before is kept, retired."""
        with one_at_a_time(self._database) as connection:
            live = versions.live(connection, follower.build.name)
            if live is None or live.build.version >= follower.build.version:
                return
            self._reach(connection, follower, live.build)
            versions.declare(connection, live.build, _RETIRED)
            versions.declare(connection, follower.build, _LIVE)

    def begin_aside(self, aside: Follower[Any]) -> None:
        """An empty table for a rebuild; what another rebuild left there is dropped.

        Raises:
            ReadModelOutdated: the version is not the live one.
        """
        with one_at_a_time(self._database) as connection:
            live = versions.live(connection, aside.build.name)
            if live is None or live.build.version != aside.build.version:
                found = live.build.version if live else None
                raise ReadModelOutdated(aside.projection.table, live=found)
            if versions.find(connection, aside.build):
                versions.strike(connection, aside.build)
                aside.table.drop(connection)
            aside.table.create(connection)
            versions.enter(connection, aside.build, _BUILDING)

    def replace(self, follower: Follower[Any], aside: Follower[Any]) -> None:
        """Put the filled table in the place of the live one, unless somebody has done so."""
        with one_at_a_time(self._database) as connection:
            if versions.find(connection, aside.build) is None:
                return
            position = self._reach(connection, aside, follower.build)
            follower.table.drop(connection)
            aside.table.rename(connection, follower.build.table_name)
            versions.strike(connection, aside.build)
            versions.restart(connection, follower.build, position)

    def _position(self, build: Build) -> int | None:
        with self._database.engine.begin() as connection:
            standing = versions.find(connection, build)
            return standing.position if standing else None

    def _reach(self, connection: Connection, follower: Follower[Any], live: Build) -> int:
        """Hold the live table still, and project the few events up to where it stands."""
        goal = versions.hold(connection, live).position
        position = versions.hold(connection, follower.build).position
        while position < goal and (events := self._log.page(position, self._page_size)):
            follower.advance(partial(within, connection), position, events)
            position = events[-1].position
        return position
