"""From one table to another: one short transaction, after which no reader sees an older state."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import Connection

from application.ports.ledger import EventLog
from application.ports.projections import EventNotProjected, ProjectionState
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build
from infrastructure.read_models.continuing import events_behind
from infrastructure.read_models.step import Follower
from infrastructure.read_models.transactions import one_at_a_time, within


class Switching:
    """Makes a filled table live; its last events are projected while the live one holds still."""

    def __init__(self, database: Database, log: EventLog, page_size: int) -> None:
        self._database = database
        self._log = log
        self._page_size = page_size

    def to(self, follower: Follower[Any], *, former: ProjectionState) -> None:
        """Let readers see the table; the one that was live becomes `former`, and is kept.

        Raises:
            EventNotProjected: the table cannot take one of the last events; nothing has changed.
            AheadOfLedger: the ledger was restored meanwhile.
            NoSuchBuild: somebody dropped it.
        """
        with one_at_a_time(self._database) as connection:
            live = versions.live(connection, follower.build.name)
            if live is None or versions.present(connection, follower.build).is_live:
                return
            self._reach(connection, follower, live.build)
            versions.declare(connection, live.build, former)
            versions.declare(connection, follower.build, ProjectionState.LIVE)

    def level(self, one: Follower[Any], other: Follower[Any]) -> None:
        """Bring the one that is behind to where the other stands, unless it has stopped."""
        with one_at_a_time(self._database) as connection:
            for behind, ahead in ((one, other), (other, one)):
                if not versions.present(connection, behind.build).error:
                    self._reach(connection, behind, ahead.build)

    def _reach(self, connection: Connection, follower: Follower[Any], ahead: Build) -> None:
        """Hold both tables still, and project the few events up to where the other stands."""
        goal = versions.hold(connection, ahead).position
        standing = versions.hold(connection, follower.build)
        if standing.error:
            raise EventNotProjected(standing.error, name=follower.build.name)
        while standing.position < goal:
            events = events_behind(self._log, standing, self._page_size)
            until = [recorded for recorded in events if recorded.position <= goal]
            follower.advance(partial(within, connection), standing.position, until)
            standing = versions.hold(connection, follower.build)
