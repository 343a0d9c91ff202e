"""The book of read models: which tables exist, which one is live, how far each has come."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    TextClause,
    and_,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy import column as col
from sqlalchemy import table as named_table

from application.ports.ledger import EventMark
from application.ports.projections import NoSuchBuild, ProjectionState, Stop
from infrastructure.read_models.build import Build, Standing

_book = named_table(
    "projection_builds",
    *map(col, ("name", "version", "number", "state", "position", "mark", "error")),
)

_DROPPED = "dropped"
_is_there = _book.c.state != _DROPPED
_LIVE = text(
    "SELECT name, version, number, state, position, mark, error FROM projection_builds "
    "WHERE name = :name AND state = 'live'"
)
_IS_LIVE = (
    "(SELECT state FROM projection_builds "
    "WHERE name = '{}' AND version = {} AND number = {}) = 'live'"
)
_MOVE_LIVE = (
    "UPDATE projection_builds SET position = ?, mark = ? "
    "WHERE name = ? AND version = ? AND number = ? "
    "AND position = ? AND error IS NULL AND state = 'live'"
)


def standings(connection: Connection, name: str | None = None) -> tuple[Standing, ...]:
    """Everything in the book, or all of one read model."""
    order = (_book.c.name, _book.c.version, _book.c.number)
    wanted = select(_book).where(_is_there).order_by(*order)
    if name is not None:
        wanted = wanted.where(_book.c.name == name)
    return tuple(_standing(*entry) for entry in connection.execute(wanted))


def find(connection: Connection, build: Build) -> Standing | None:
    entry = connection.execute(select(_book).where(_is(build), _is_there)).first()
    return None if entry is None else _standing(*entry)


def present(connection: Connection, build: Build) -> Standing:
    """
    Raises:
        NoSuchBuild: somebody dropped it.
    """
    if (standing := find(connection, build)) is None:
        raise NoSuchBuild(
            f"The table {build.table_name} was dropped meanwhile.",
            advice="Look what is there: perpetua projection status",
        )
    return standing


def hold(connection: Connection, build: Build) -> Standing:
    """Where the build stands, and stays until the transaction ends."""
    return _standing(*connection.execute(select(_book).where(_is(build)).with_for_update()).one())


def live(connection: Connection, name: str) -> Standing | None:
    """The build of a read model that readers see."""
    entry = connection.execute(_LIVE, {"name": name}).first()
    return None if entry is None else _standing(*entry)


def is_live(build: Build) -> TextClause:
    """Within a statement: whether readers see the build."""
    return text(_IS_LIVE.format(build.name, build.version, build.number))


def next_number(connection: Connection, name: str, version: int) -> int:
    """A number that no table of the version ever had, so that no late reader meets another."""
    mine = and_(_book.c.name == name, _book.c.version == version)
    last = connection.execute(select(func.max(_book.c.number)).where(mine)).scalar()
    return (last or 0) + 1


def enter(connection: Connection, build: Build, state: ProjectionState) -> None:
    """Begin a build at position 0."""
    place = {"name": build.name, "version": build.version, "number": build.number}
    connection.execute(insert(_book).values(**place, state=state.value, position=0))


def strike(connection: Connection, build: Build) -> None:
    """The build's table is dropped; its number stays taken."""
    connection.execute(update(_book).where(_is(build)).values(state=_DROPPED))


def declare(connection: Connection, build: Build, state: ProjectionState) -> None:
    """The build's new state."""
    connection.execute(update(_book).where(_is(build)).values(state=state.value))


def forgive(connection: Connection, build: Build) -> None:
    """Let a build that stopped try again."""
    connection.execute(update(_book).where(_is(build)).values(error=None))


def move(connection: Connection, build: Build, *, old: int, new: EventMark) -> bool:
    """Move the position if it still is the old one; False: somebody else moved it."""
    stands = and_(_is(build), _is_there, _book.c.position == old, _book.c.error.is_(None))
    return connection.execute(update(_book).where(stands).values(**_at(new))).rowcount == 1


def move_all(
    connection: Connection, builds: Collection[Build], *, old: int, new: EventMark
) -> bool:
    """Move those positions that still are the old one, always in the same order; True: all were."""
    place = tuple(_at(new).values())
    moves = [(*place, each.name, each.version, each.number, old) for each in sorted(builds)]
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    moved = connection.exec_driver_sql(_MOVE_LIVE.replace("?", mark), moves)
    return moved.rowcount == len(moves)


def stop(connection: Connection, build: Build, stopped: Stop) -> None:
    """Note why the build cannot pass an event, unless it has passed meanwhile."""
    stuck = and_(_is(build), _book.c.position < stopped.position, _book.c.error.is_(None))
    told = msgspec.json.encode(stopped).decode()
    connection.execute(update(_book).where(stuck).values(error=told))


def _at(mark: EventMark) -> dict[str, Any]:
    return {"position": mark.position, "mark": str(mark)}


def _is(build: Build) -> ColumnElement[bool]:
    return and_(
        _book.c.name == build.name,
        _book.c.version == build.version,
        _book.c.number == build.number,
    )


def _standing(
    name: str, version: int, number: int, state: str, position: int, mark: Any, error: Any
) -> Standing:
    told = None if error is None else msgspec.json.decode(error, type=Stop)
    known = mark if mark and mark.startswith(f"{position} ") else None
    return Standing(Build(name, version, number), ProjectionState(state), position, known, told)
