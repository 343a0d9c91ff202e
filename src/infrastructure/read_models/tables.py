"""Which tables a read model has beside its live one: begun, gone on with, dropped."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from application.ports.ledger import EventLog
from application.ports.projections import ProjectionState
from application.ports.rows import ReadModelOutdated
from application.projections.projection import Projection
from infrastructure.database.database import Database
from infrastructure.database.ledger_times import FORGET
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build, Standing
from infrastructure.read_models.continuing import is_on
from infrastructure.read_models.followers import Followers
from infrastructure.read_models.step import Follower
from infrastructure.read_models.transactions import one_at_a_time

_BUILDING, _READY, _LIVE, _RETIRED = (
    ProjectionState.BUILDING,
    ProjectionState.READY,
    ProjectionState.LIVE,
    ProjectionState.RETIRED,
)


class Tables:
    """Makes and drops tables, one process at a time."""

    def __init__(self, database: Database, log: EventLog, followers: Followers) -> None:
        self._database = database
        self._log = log
        self._followers = followers

    def replace_if_ahead(self, follower: Follower[Any]) -> None:
        """A live table that stands on a ledger which is gone makes way for an empty one.

        It is kept until somebody drops it, as it may be the last trace of what was lost. Whoever
        reads catches up first, so nobody sees the empty one.
        """
        with one_at_a_time(self._database) as connection:
            live = versions.live(connection, follower.build.name)
            if live is None or live.build != follower.build:
                return
            if not is_on(self._log, versions.hold(connection, follower.build).place):
                versions.declare(connection, follower.build, _RETIRED)
                self._create(connection, follower.projection, _LIVE)
                for forget in FORGET:  # the times of what is gone
                    connection.exec_driver_sql(forget)

    def deploy(self, projection: Projection[Any]) -> Follower[Any] | None:
        """What must be filled, and then be live, before this program can read its read model.

        The first table of a read model is live at once. None also where a newer version is live,
        or where this one was built already: somebody decided that another is read.
        """
        table = projection.table
        with one_at_a_time(self._database) as connection:
            known = versions.standings(connection, table.name)
            live = next((each for each in known if each.is_live), None)
            if live is None:
                self._create(connection, projection, _LIVE)
                return None
            if table.reads(live.build.version) or live.build.version > table.version:
                return None
            if any(_is_complete(each) for each in known if each.build.version == table.version):
                return None
            return self._begin(connection, projection, known)

    def begin(self, projection: Projection[Any]) -> Follower[Any]:
        """The table that a rebuild fills: a killed one's, or a new one in the place of others.

        Raises:
            ReadModelOutdated: a newer version is live.
        """
        table = projection.table
        with one_at_a_time(self._database) as connection:
            known = versions.standings(connection, table.name)
            for each in known:
                if each.is_live and each.build.version > table.version:
                    raise ReadModelOutdated(table, live=each.build.version)
            return self._begin(connection, projection, known)

    def make_way(self, build: Build) -> None:
        """Before a switch to the table: of those that are not live, only it is still needed."""
        with one_at_a_time(self._database) as connection:
            standing = versions.find(connection, build)
            if standing and not standing.is_live:
                _drop_all(connection, build.name, but=build)

    def drop_beside(self, name: str) -> None:
        """Drop all tables of a read model that are not live."""
        with one_at_a_time(self._database) as connection:
            _drop_all(connection, name)

    def _begin(
        self, connection: Connection, projection: Projection[Any], known: Collection[Standing]
    ) -> Follower[Any]:
        table = projection.table
        for standing in known:
            if standing.build.version != table.version:
                continue
            if standing.state is _BUILDING and self._can_go_on(standing):
                return self._filling(standing.build)
            if standing.state in (_BUILDING, _READY):
                _drop(connection, standing.build)
        return self._create(connection, projection, _BUILDING)

    def _can_go_on(self, standing: Standing) -> bool:
        return not standing.error and is_on(self._log, standing.place)

    def _create(
        self, connection: Connection, projection: Projection[Any], state: ProjectionState
    ) -> Follower[Any]:
        table = projection.table
        number = versions.next_number(connection, table.name, table.version)
        follower = self._filling(Build(table.name, table.version, number))
        follower.table.create(connection, bare=state is _BUILDING)
        versions.enter(connection, follower.build, state)
        return follower

    def _filling(self, build: Build) -> Follower[Any]:
        follower = self._followers.of(build)
        assert follower is not None
        return follower


def _is_complete(standing: Standing) -> bool:
    return standing.state in (_READY, _RETIRED)


def _drop_all(connection: Connection, name: str, *, but: Build | None = None) -> None:
    for standing in versions.standings(connection, name):
        if not standing.is_live and standing.build != but:
            _drop(connection, standing.build)


def _drop(connection: Connection, build: Build) -> None:
    versions.strike(connection, build)
    connection.exec_driver_sql(f"DROP TABLE {build.table_name}")
