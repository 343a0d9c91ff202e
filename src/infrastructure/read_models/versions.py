"""The book of read models: which versions exist, which one is live, how far each has come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    column,
    delete,
    insert,
    select,
    table,
    text,
    update,
)

from application.ports.projections import ProjectionState

_ASIDE = ".new"
_book = table(
    "projection_versions",
    *map(column, ("name", "version", "state", "position", "error")),
)

_LIVE = text(
    "SELECT name, version, state, position, error FROM projection_versions "
    "WHERE name = :name AND state = 'live'"
)
_MOVE_LIVE = (
    "UPDATE projection_versions SET position = ? WHERE name = ? AND version = ? "
    "AND position = ? AND error IS NULL AND state = 'live'"
)


@dataclass(frozen=True)
class Build:
    """One table of a read model; `aside` is the fresh one that a rebuild of its version fills."""

    name: str
    version: int
    aside: bool = False

    @property
    def entry(self) -> str:
        """Its name in the book; no read model has a dot in its name."""
        return f"{self.name}{_ASIDE}" if self.aside else self.name

    @property
    def table_name(self) -> str:
        return f"{self.name}_v{self.version}" + ("_new" if self.aside else "")


@dataclass(frozen=True)
class Standing:
    """Where a build stands; `error` says at which event it stopped, and why."""

    build: Build
    state: ProjectionState
    position: int
    error: str | None


def standings(connection: Connection) -> tuple[Standing, ...]:
    """Everything in the book."""
    entries = connection.execute(select(_book).order_by(_book.c.name, _book.c.version))
    return tuple(_standing(*entry) for entry in entries)


def find(connection: Connection, build: Build) -> Standing | None:
    entry = connection.execute(select(_book).where(_is(build))).first()
    return None if entry is None else _standing(*entry)


def hold(connection: Connection, build: Build) -> Standing:
    """Where the build stands, and stays until the transaction ends."""
    return _standing(*connection.execute(select(_book).where(_is(build)).with_for_update()).one())


def live(connection: Connection, name: str) -> Standing | None:
    """The version of a read model that readers see."""
    entry = connection.execute(_LIVE, {"name": name}).first()
    return None if entry is None else _standing(*entry)


def enter(connection: Connection, build: Build, state: ProjectionState) -> None:
    """Begin a build at position 0."""
    values = {"name": build.entry, "version": build.version, "state": state.value, "position": 0}
    connection.execute(insert(_book).values(values))


def strike(connection: Connection, build: Build) -> None:
    connection.execute(delete(_book).where(_is(build)))


def declare(connection: Connection, build: Build, state: ProjectionState) -> None:
    """The build's new state, which begins without error."""
    new = update(_book).where(_is(build)).values(state=state.value, error=None)
    connection.execute(new)


def restart(connection: Connection, build: Build, position: int) -> None:
    """The build's table was replaced by one that stands at `position`, without error."""
    new = update(_book).where(_is(build)).values(position=position, error=None)
    connection.execute(new)


def move(connection: Connection, build: Build, *, old: int, new: int) -> bool:
    """Move the position if it still is the old one; False: somebody else moved it."""
    stands = and_(_is(build), _book.c.position == old, _book.c.error.is_(None))
    return connection.execute(update(_book).where(stands).values(position=new)).rowcount == 1


def move_all(connection: Connection, builds: Collection[Build], *, old: int, new: int) -> bool:
    """Move those positions that still are the old one, always in the same order; True: all were."""
    entries = sorted((build.entry, build.version) for build in builds)
    moves = [(new, name, number, old) for name, number in entries]
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    moved = connection.exec_driver_sql(_MOVE_LIVE.replace("?", mark), moves)
    return moved.rowcount == len(entries)


def stop(connection: Connection, build: Build, *, before: int, error: str) -> None:
    """Note why the build cannot pass the event at a position, unless it has passed meanwhile."""
    stuck = and_(_is(build), _book.c.position < before, _book.c.error.is_(None))
    connection.execute(update(_book).where(stuck).values(error=error))


def _is(build: Build) -> ColumnElement[bool]:
    return and_(_book.c.name == build.entry, _book.c.version == build.version)


def _standing(entry: str, version: int, state: str, position: int, error: Any) -> Standing:
    build = Build(entry.removesuffix(_ASIDE), version, aside=entry.endswith(_ASIDE))
    return Standing(build, ProjectionState(state), position, error)
