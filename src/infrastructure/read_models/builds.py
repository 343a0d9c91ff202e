"""Filling tables beside the live ones, up to the end of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
from infrastructure.read_models.build import Build, Standing
from infrastructure.read_models.continuing import events_behind
from infrastructure.read_models.loading import Loading, uncollected
from infrastructure.read_models.step import (
    NOT_THE_EVENTS_FAULT,
    Events,
    Follower,
    Overtaken,
)
from infrastructure.read_models.transactions import indexing, one_at_a_time

Taken = tuple[int, bool]
"""The last position, and whether it was the last page."""
Take = Callable[[int, Events], Taken]
"""Projects the page behind a position, and as much more as is quick."""


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
            AheadOfLedger: the ledger was restored, and does not hold what the table was made from.
        """
        end, take = self._log.end(), self._quickest(follower)
        while events := self._behind(standing := self._standing(follower.build)):
            try:
                done, is_last = take(standing.position, events)
            except Overtaken:
                continue
            except EventNotProjected as failed:
                self._note(follower.build, failed.stop)
                raise
            progress.advance(follower.build.table_name, done=done, total=max(end, done))
            if is_last:
                break  # who chases fast writers event by event never ends; a switch takes the rest
        self._serve_readers(follower)

    def _quickest(self, follower: Follower[Any]) -> Take:
        """Many pages in memory, until a fold fails: page by page finds the event."""
        by_pages = partial(self._by_pages, follower)
        if follower.projection.table.succeeds_by:
            return by_pages
        loading = Loading(self._database, follower)

        def take(position: int, events: Events) -> Taken:
            try:
                return self._load(loading, position, events)
            except NOT_THE_EVENTS_FAULT:
                raise
            except Exception:
                return by_pages(position, events)

        return take

    def _by_pages(self, follower: Follower[Any], position: int, events: Events) -> Taken:
        """As live work takes a page."""
        follower.advance(self._database.derived.begin, position, events)
        return events[-1].position, len(events) < self._page_size

    def _load(self, loading: Loading[Any], position: int, events: Events) -> Taken:
        """Several pages in one transaction."""
        loading.go_on(position)
        with uncollected():
            loading.take(events)
            for _ in range(self._pages_at_once - 1):
                if len(events) < self._page_size:
                    break
                if events := self._log.page(loading.position, self._page_size):
                    loading.take(events)
            loading.store()
        return loading.position, len(events) < self._page_size

    def finish(self, follower: Follower[Any]) -> None:
        """The table is filled: it may be compared, and switched to."""
        with one_at_a_time(self._database) as connection:
            standing = versions.find(connection, follower.build)
            if standing and standing.state is ProjectionState.BUILDING:
                versions.declare(connection, follower.build, ProjectionState.READY)

    def freshen(self, follower: Follower[Any], progress: Progress) -> None:
        """Bring a finished table up to date; an event that it could not take is tried again.

        Raises:
            EventNotProjected, NoSuchBuild, AheadOfLedger: as for `fill`.
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

    def _behind(self, standing: Standing) -> Events:
        return events_behind(self._log, standing, self._page_size)

    def _standing(self, build: Build) -> Standing:
        with self._database.engine.begin() as connection:
            standing = versions.present(connection, build)
        if standing.error:
            raise EventNotProjected(standing.error, name=build.name)
        return standing

    def _note(self, build: Build, stop: Stop) -> None:
        with self._database.writing().begin() as connection:
            versions.stop(connection, build, stop)
