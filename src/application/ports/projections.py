"""Looking at the read models, building them anew beside the live ones, and switching (B7)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from application.ports.progress import Progress
from core.kernel.errors import Refused


class ProjectionState(StrEnum):
    """`ready` waits for its switch; `retired` was live before; `stopped` is live with an error.

    `ahead`: the ledger does not hold the event at which it stands, as after a restore; such a table
    was live, or was to be, and is never read again.
    """

    BUILDING = "building"
    READY = "ready"
    LIVE = "live"
    STOPPED = "stopped"
    RETIRED = "retired"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Stop:
    """The event that a fold cannot take, and in `message` what happened."""

    position: int
    topic: str
    stream_id: UUID
    message: str


@dataclass(frozen=True)
class ProjectionStatus:
    """Where one build of a read model stands in the ledger; readers see the `live` one.

    `build` counts the tables of one version. `lag` counts the events that it has not
    read; `behind_since` is the decided time (UTC) of the first of them. `rows` is None where
    nobody asked to count them, which takes long in a long history.
    """

    name: str
    version: int
    build: int
    live: bool
    state: ProjectionState
    position: int
    lag: int
    behind_since: datetime | None
    rows: int | None
    error: Stop | None


class EventNotProjected(Refused):
    """A fold cannot take an event; the message names both, and the fault."""

    code = "event_not_projected"

    def __init__(self, stop: Stop, *, name: str) -> None:
        super().__init__(
            stop.message,
            advice=f"Mend the fold, then try the event again: perpetua projection retry {name}, "
            f"or build it anew: perpetua projection rebuild {name} --switch",
        )
        self.stop = stop


class NoSuchBuild(Refused):
    """The read model has no table to switch to, to go back to, or to compare with."""

    code = "no_such_build"


class AheadOfLedger(Refused):
    """A table was made from events that the ledger does not hold: it was restored meanwhile."""

    code = "read_model_ahead"

    def __init__(self, name: str, table: str) -> None:
        super().__init__(
            f"The table {table} was made from events that the ledger does not hold any more.",
            advice=f"Build it anew: perpetua projection rebuild {name}; and drop what nobody can "
            f"read: perpetua projection drop {name}",
        )


class DifferenceKind(StrEnum):
    ONLY_OLD = "only_old"
    ONLY_NEW = "only_new"
    DIFFERENT = "different"


@dataclass(frozen=True)
class FieldDifference:
    """A field by its path, such as `record.price.unit`, with its value before and after."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class RowDifference:
    """A row that only one table has, or that differs in `fields`."""

    kind: DifferenceKind
    key: dict[str, Any]
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True)
class BuildName:
    """One table of a read model, and the position of the ledger up to which it was compared."""

    version: int
    build: int
    position: int


@dataclass(frozen=True)
class Comparison:
    """Two tables of a read model at one instant; `differences` come by key, and only once."""

    name: str
    old: BuildName
    new: BuildName
    differences: Iterator[RowDifference]


class ProjectionControl(Protocol):
    """What an operator can see and do about read models (B7).

    All of them raise NotFound when there is no read model of that name.
    """

    def status(self, *, counting: bool = True) -> tuple[ProjectionStatus, ...]:
        """Every build of every read model, by name, version and number; `counting` its rows."""
        ...

    def retry(self, name: str) -> None:
        """Let a stopped read model try its event again, and go on.

        Raises:
            EventNotProjected: it cannot take that event, or a later one.
        """
        ...

    def rebuild(self, name: str, progress: Progress, *, switch: bool = False) -> None:
        """Fold the whole ledger into a table beside the live one, until it is ready, or live.

        What a killed rebuild left is gone on with; what a failed one left is dropped, and one that
        was ready is built anew.

        Raises:
            EventNotProjected: the fold fails; the live table stays as it is.
            ReadModelOutdated: a newer version than that of this program is live.
        """
        ...

    def compare(self, name: str, progress: Progress) -> AbstractContextManager[Comparison]:
        """The live table against the one that is ready; without one, the former against the live.

        Both stand at the same position, unless the live one is stopped.

        Raises:
            NoSuchBuild: there is nothing to compare with.
            EventNotProjected: the other one cannot be brought up to date.
        """
        ...

    def switch(self, name: str, progress: Progress) -> None:
        """Let readers see the table that is ready, from one instant to the next.

        The one that was live is kept, and is the only one to which `rollback` can go back.

        Raises:
            NoSuchBuild: none is ready.
            EventNotProjected: it cannot be brought up to date; the live table stays.
        """
        ...

    def rollback(self, name: str, progress: Progress) -> None:
        """Let readers see the former table again, after bringing it up to date.

        The one that was live is ready from then on: `switch` returns to it.

        Raises:
            NoSuchBuild: none was kept, or this program has no fold of its version.
            EventNotProjected: it cannot be brought up to date; the live table stays.
        """
        ...

    def drop(self, name: str) -> None:
        """Drop every table of the read model that is not live, finished or not."""
        ...
