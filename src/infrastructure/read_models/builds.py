"""Filling tables beside the live ones, up to the end of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from application.ports.ledger import EventLog
from application.ports.progress import Progress
from application.ports.projections import (
    EventNotProjected,
    ProjectionState,
    Stop,
)
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build
from infrastructure.read_models.loading import Loading, uncollected
from infrastructure.read_models.step import (
    NOT_THE_EVENTS_FAULT,
    Follower,
    Overtaken,
)
from infrastructure.read_models.transactions import indexing, one_at_a_time


class Builds:
    """Several processes may work on the same build: each takes what the others left."""

    def __init__(
        self, database: Database, log: EventLog, *, page_size: int, pages_at_once: int
    ) -> None:
        self._database = database
        self._log = log
        self._page_size = page_size
        self._pages_at_once = pages_at_once

    def fill(self, follower: Follower[Any], progress: Progress) -> None:
        """Project the ledger into a table that is not live, up to an end that writers move on.

        Raises:
            EventNotProjected: the fold fails; the book names the event.
            NoSuchBuild: somebody dropped the table.
        """
        end, reached = self._log.end(), False

        def tell(done: int) -> None:
            progress.advance(follower.build.table_name, done=done, total=max(end, done))

        while not reached:
            position = self._position(follower.build)
            try:
                with uncollected():
                    reached = self._load(follower, position, tell)
            except Overtaken:
                continue
            except NOT_THE_EVENTS_FAULT:
                raise
            except Exception:
                self._find_fault(follower)
        self._serve_readers(follower)

    def _load(self, follower: Follower[Any], position: int, tell: Callable[[int], None]) -> bool:
        """True: the end is reached."""
        loading = Loading(self._database, follower, position)
        for number in count(1):
            events = self._log.page(loading.position, self._page_size)
            if events:
                loading.take(events)
            # who chases fast writers event by event never ends; a switch takes the rest
            is_last = len(events) < self._page_size
            if loading.has_more and (is_last or number % self._pages_at_once == 0):
                loading.store()
                tell(loading.position)
            if is_last:
                break
        return True

    def _find_fault(self, follower: Follower[Any]) -> None:
        """Page by page, and in the end event by event."""
        position = self._position(follower.build)
        while events := self._log.page(position, self._page_size):
            try:
                follower.advance(self._database.derived.begin, position, events)
            except EventNotProjected as failed:
                self._note(follower.build, failed.stop)
                raise
            position = events[-1].position

    def finish(self, follower: Follower[Any]) -> None:
        """The table is filled: it may be compared, and switched to."""
        with one_at_a_time(self._database) as connection:
            standing = versions.find(connection, follower.build)
            if standing and standing.state is ProjectionState.BUILDING:
                versions.declare(connection, follower.build, ProjectionState.READY)

    def freshen(self, follower: Follower[Any], progress: Progress) -> None:
        """Bring a finished table up to date; an event that it could not take is tried again.

        Raises:
            EventNotProjected, NoSuchBuild: as for `fill`.
        """
        self.forgive(follower.build)
        self.fill(follower, progress)

    def forgive(self, build: Build) -> None:
        """Let a table that stopped try its event again."""
        with self._database.writing().begin() as connection:
            versions.forgive(connection, build)

    def _serve_readers(self, follower: Follower[Any]) -> None:
        """Make the indexes without which a table is faster filled, one after the other."""
        for index in follower.table.indexes_of_readers:
            with indexing(self._database) as connection:
                standing = versions.present(connection, follower.build)
                if standing.state is not ProjectionState.BUILDING:
                    return
                connection.execute(index)

    def _position(self, build: Build) -> int:
        with self._database.engine.begin() as connection:
            standing = versions.present(connection, build)
        if standing.error:
            raise EventNotProjected(standing.error, name=build.name)
        return standing.position

    def _note(self, build: Build, stop: Stop) -> None:
        with self._database.writing().begin() as connection:
            versions.stop(connection, build, stop)
