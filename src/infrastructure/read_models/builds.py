"""Filling tables beside the live ones, up to the end of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from application.ports.ledger import EventLog
from application.ports.progress import Progress
from application.ports.projections import (
    AheadOfLedger,
    EventNotProjected,
    ProjectionState,
    Stop,
)
from application.projections.projection import Narrow, Projection
from application.uncollected import uncollected
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build, Standing
from infrastructure.read_models.continuing import events_behind, last_behind
from infrastructure.read_models.loading import Loading
from infrastructure.read_models.step import NOT_THE_EVENTS_FAULT, Follower, Overtaken
from infrastructure.read_models.transactions import indexing, one_at_a_time

Taken = tuple[int, bool]
"""The last position, and whether it was the end of the ledger."""
Take = Callable[[Standing], Taken | None]
"""Projects what is behind the place of a table, as much as is quick; None: nothing is."""


class Builds:
    """Several processes may work on the same build: each takes what the others left."""

    def __init__(
        self, database: Database, log: EventLog, *, page_size: int, pages_at_once: int
    ) -> None:
        self._database = database
        self._log = log
        self._page_size = page_size
        self._at_once = page_size * pages_at_once

    def fill(self, follower: Follower[Any], progress: Progress) -> None:
        """Project the ledger into a table that is not live, up to an end that writers move on.

        Raises:
            EventNotProjected: the fold fails; the book names the event.
            NoSuchBuild: somebody dropped the table.
            AheadOfLedger: the ledger was restored, and does not hold what the table was made from.
        """
        end, take = self._log.end(), self._quickest(follower)
        is_last = False
        while not is_last:  # to chase fast writers would never end; a switch takes the rest
            try:
                taken = take(self._standing(follower.build))
            except Overtaken:
                continue
            except EventNotProjected as failed:
                self._note(follower.build, failed.stop)
                raise
            if taken is None:
                break
            done, is_last = taken
            progress.advance(follower.build.table_name, done=done, total=max(end, done))
        self._serve_readers(follower)

    def _quickest(self, follower: Follower[Any]) -> Take:
        """Many events in memory, until a fold fails: page by page finds the event."""
        by_pages = partial(self._by_pages, follower)
        if follower.projection.table.succeeds_by:
            return by_pages
        in_bulk = partial(self._in_bulk, Loading(self._database, follower), follower.projection)

        def take(standing: Standing) -> Taken | None:
            try:
                with uncollected():  # the events are gone again when it ends
                    return in_bulk(standing)
            except (*NOT_THE_EVENTS_FAULT, AheadOfLedger):
                raise
            except Exception:
                return by_pages(standing)

        return take

    def _by_pages(self, follower: Follower[Any], standing: Standing) -> Taken | None:
        """As live work takes a page."""
        if not (events := events_behind(self._log, standing, self._page_size)):
            return None
        follower.advance(self._database.derived.begin, standing.position, events)
        return events[-1].position, len(events) < self._page_size

    def _in_bulk(
        self, loading: Loading[Any], projection: Projection[Any], standing: Standing
    ) -> Taken | None:
        """Of the events that were there at its beginning, as many as a transaction takes."""
        if (last := last_behind(self._log, standing)) is None:
            return None
        begin, at_once = standing.position, self._at_once
        topics = projection.topics if isinstance(projection, Narrow) else ""
        events = self._log.page_about(topics, after=begin, upto=last.position, limit=at_once)
        is_last = len(events) < at_once
        reached = last if is_last else events[-1]
        loading.take(begin, events, reached)
        return reached.position, is_last

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

    def _standing(self, build: Build) -> Standing:
        with self._database.engine.begin() as connection:
            standing = versions.present(connection, build)
        if standing.error:
            raise EventNotProjected(standing.error, name=build.name)
        return standing

    def _note(self, build: Build, stop: Stop) -> None:
        with self._database.writing().begin() as connection:
            versions.stop(connection, build, stop)
