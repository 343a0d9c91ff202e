"""Keeping up with the ledger: those who stand together take its new events together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from application.ports.ledger import EventLog, EventMark
from application.ports.projections import EventNotProjected
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build, Place
from infrastructure.read_models.continuing import AnotherLedger, following, is_on
from infrastructure.read_models.folding import concerning
from infrastructure.read_models.followers import Followers
from infrastructure.read_models.step import NOT_THE_EVENTS_FAULT, Events, Follower, Overtaken

_FEW = 100
"""So many events are taken in one transaction by all; more would keep other writers waiting."""
_MOMENT = 1.0
"""So many seconds a process trusts what it saw in the book; a restore takes longer."""
_Together = Sequence[Follower[Any]]


class CatchingUp:
    """Moves the live projections to the end of the ledger; any number of threads and processes."""

    def __init__(
        self,
        database: Database,
        log: EventLog,
        followers: Followers,
        *,
        replace_if_ahead: Callable[[Follower[Any]], None],
        page_size: int,
        seconds: Callable[[], float],
    ) -> None:
        self._database = database
        self._log = log
        self._followers = followers
        self._replace_if_ahead = replace_if_ahead
        self._page_size = page_size
        self._seconds = seconds
        self._looked_at = 0.0
        self._reached: tuple[Place, _Together] | None = None
        """Where all stood, live and without error, when last seen."""

    def run(self) -> None:
        """Until all that work have reached the end."""
        reached = self._reached
        end = self._log.end()
        if reached is not None and reached[0].position == end and self._is_fresh():
            return
        while self._advance(self._behind()):
            pass

    def _is_fresh(self) -> bool:
        """Whether the book was looked at a moment ago; only it tells that the ledger was restored
        to exactly where this process stood, after others had gone on."""
        return self._seconds() - self._looked_at < _MOMENT

    def _behind(self) -> Mapping[Place, _Together]:
        """The live projections that work, by the place at which they stand."""
        reached = self._reached
        if reached is not None and self._is_fresh():
            return dict([reached])
        self._looked_at = self._seconds()
        behind = defaultdict(list)
        with self._database.engine.begin() as connection:
            standings = versions.standings(connection)
        for standing in standings:
            follower = self._followers.of(standing.build)
            if not follower or not standing.is_live:
                continue
            if standing.error and is_on(self._log, standing.place):
                continue
            behind[standing.place].append(follower)
        return behind

    def _advance(self, behind: Mapping[Place, _Together]) -> bool:
        """One page for each place, read once for all who stand there; True: look again."""
        unfinished = False
        for place, followers in behind.items():
            try:
                here, events = following(self._log, place, self._page_size)
            except AnotherLedger:
                self._begin_anew(followers)
                unfinished = True
                continue
            done = not events or self._project(followers, place.position, events)
            are_all = done and len(followers) == len(self._followers.own)
            at = Place(events[-1].position, str(events[-1].mark)) if events else here
            self._reached = (at, followers) if are_all else None
            unfinished |= not done or len(events) == self._page_size
        return unfinished

    def _begin_anew(self, followers: _Together) -> None:
        """Those that the book, too, says are ahead of the ledger: it may know better than we do."""
        self._reached = None
        for follower in followers:
            self._replace_if_ahead(follower)

    def _project(self, followers: _Together, old: int, events: Events) -> bool:
        """True: all of them have taken all of the events."""
        if len(events) > _FEW:
            return self._one_by_one(followers, old, events)
        try:
            self._together(followers, old, events)
        except Overtaken:
            return False
        except NOT_THE_EVENTS_FAULT:
            raise
        except Exception:  # one by one finds whose event it is, and lets the others go on
            return self._one_by_one(followers, old, events)
        return True

    def _together(self, followers: _Together, old: int, events: Events) -> None:
        """All or none: whoever finds one of them moved has changed nothing.

        Raises:
            Overtaken: the position of one has moved, or it is not live, or has stopped.
        """
        wanted = [(each, concerning(each.projection, events)) for each in followers]
        builds = [follower.build for follower in followers]
        with self._database.derived.begin() as connection:
            # the positions move first, and in one order, which keeps others away from the rows
            if not versions.move_all(connection, builds, old=old, new=events[-1].mark):
                raise Overtaken
            for follower, concerned in wanted:
                follower.project(connection, concerned)

    def _one_by_one(self, followers: _Together, old: int, events: Events) -> bool:
        concerned = [follower for follower in followers if follower.is_concerned(events)]
        passing = [follower.build for follower in followers if follower not in concerned]
        done = [self._advance_one(follower, old, events) for follower in concerned]
        return self._pass(passing, old, events[-1].mark) and all(done)

    def _pass(self, builds: Sequence[Build], old: int, new: EventMark) -> bool:
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
                versions.stop(connection, follower.build, stopped.stop)
            return False
        return True
