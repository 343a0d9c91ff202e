"""Which table of a read model an operator means."""

from __future__ import annotations

from typing import Any

from application.ports.projections import NoSuchBuild, ProjectionState
from application.ports.rows import ReadModelOutdated
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Standing
from infrastructure.read_models.followers import Followers
from infrastructure.read_models.step import Follower


class Chosen:
    """Every name is that of a read model; NotFound otherwise."""

    def __init__(self, database: Database, followers: Followers) -> None:
        self._database = database
        self._followers = followers

    def standing_live(self, name: str) -> Standing:
        """What readers see.

        Raises:
            ReadModelOutdated: nothing, as no program prepared it.
        """
        table = self._followers.named(name).table
        with self._database.engine.begin() as connection:
            live = versions.live(connection, name)
        if live is None:
            raise ReadModelOutdated(table, live=None)
        return live

    def live(self, name: str) -> Follower[Any]:
        """
        Raises:
            NoSuchBuild: this program has no fold of the live version.
        """
        return self._known(self.standing_live(name))

    def beside(self, name: str, *states: ProjectionState) -> tuple[Follower[Any], ProjectionState]:
        """The newest table in the first of the states in which there is one.

        Raises:
            NoSuchBuild: there is none, or this program has no fold of its version.
        """
        self._followers.named(name)
        with self._database.engine.begin() as connection:
            standings = versions.standings(connection, name)
        for state in states:
            if found := [each for each in standings if each.state is state]:
                return self._known(found[-1]), state
        raise NoSuchBuild(
            f"The read model {name} has no table that is {' or '.join(states)}.",
            advice=f"Build one beside the live one: perpetua projection rebuild {name}",
        )

    def _known(self, standing: Standing) -> Follower[Any]:
        build = standing.build
        follower = self._followers.of(build)
        if follower is None:
            raise NoSuchBuild(
                f"{build.name} v{build.version} is {standing.state}, and this program has no fold "
                "of that version.",
                advice="Give the same command with the release that has it.",
            )
        return follower
