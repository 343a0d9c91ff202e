"""P1 and P2: a whole command, one durable commit of five events, against the driver alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import ColumnClause, Select, column, literal_column, select, table

from benchmarks.command_floor import Stored, bare
from benchmarks.command_ours import desk
from benchmarks.command_peers import library_desk, orm_desk
from benchmarks.harness import Contest, Disagreement, measured
from benchmarks.section import Section, Sizes
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from tests.support.postgres import postgres_server

_COMMANDS = 10
"""Timed at once: the collector runs before each measurement, which empties the caches."""
_EACH = f"{_COMMANDS} commands, each a durable commit of five events:"
_UNTIMED = 3
"""Rounds before any is timed: connections, statements and caches are warm."""
Made = Callable[[], Database]
"""Makes another database with the schema and no events."""


def on_sqlite(sizes: Sizes) -> Section:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        numbers = count()
        made = _making(stack, lambda: f"sqlite:///{Path(folder) / str(next(numbers))}.db")
        return _section(f"P1 {_EACH} SQLite", made, sizes)


def on_postgresql(sizes: Sizes) -> Section:
    with postgres_server(durable=True) as server, ExitStack() as stack:
        made = _making(stack, server.create_database)
        return _section(f"P2 {_EACH} PostgreSQL", made, sizes)


def _section(title: str, made: Made, sizes: Sizes) -> Section:
    commands = (sizes.rounds + _UNTIMED + 2) * _COMMANDS
    with TemporaryDirectory() as folder, _contest(made, Path(folder), commands) as contest:
        for each in (contest.floor, *contest.parts.values(), *contest.contenders.values()):
            for _ in range(_UNTIMED):
                each()
        return Section(title, measured(contest, runs=sizes.rounds))


@contextmanager
def _contest(made: Made, folder: Path, commands: int) -> Iterator[Contest]:
    """
    Raises:
        Disagreement: two contenders do not store the same facts.
    """
    databases = [made() for _ in range(5)]
    ours, projecting, library, orm, empty = databases
    with ExitStack() as stack:
        alone = stack.enter_context(desk(ours, folder, commands, projecting=False))
        followed = stack.enter_context(desk(projecting, folder, commands, projecting=True))
        peer = stack.enter_context(library_desk(library, commands))
        contenders = {
            "ours": alone.edit,
            "ours, with read models and chain": followed.edit,
            "eventsourcing": peer.edit,
            "SQLAlchemy ORM per event": stack.enter_context(orm_desk(orm, commands)).edit,
        }
        for edit in contenders.values():
            edit()
        _require_same_facts(databases[:-1])
        floor = stack.enter_context(bare(empty, _last(ours), commands))
        parts = {
            "floor, after a read of the stream": floor.read_and_append,
            "ours, only Ledger.save": alone.save,
            "eventsourcing, only app.save": peer.save,
        }
        yield Contest(_often(floor.append), _all_often(contenders), _all_often(parts))


def _often(run: Callable[[], None]) -> Callable[[], None]:
    def runs() -> None:
        for _ in range(_COMMANDS):
            run()

    return runs


def _all_often(contenders: Mapping[str, Callable[[], None]]) -> dict[str, Callable[[], None]]:
    return {name: _often(run) for name, run in contenders.items()}


def _making(stack: ExitStack, address: Callable[[], str]) -> Made:
    def make() -> Database:
        database = Database(address())
        stack.callback(database.close)
        upgrade(database)
        return database

    return make


def _last(database: Database) -> list[Stored]:
    """Version, topic and state of the five events of the last command."""
    position: ColumnClause[int] = column("rowid" if database.is_sqlite else "notification_id")
    newest: Select[Any] = (
        select(literal_column("*")).select_from(table("stored_events")).order_by(position.desc())
    )
    with database.engine.connect() as connection:
        rows = connection.execute(newest.limit(5)).mappings().all()
    return [(row["originator_version"], row["topic"], row["state"]) for row in reversed(rows)]


def _require_same_facts(databases: list[Database]) -> None:
    expected, *others = ([_fact(*stored) for stored in _last(each)] for each in databases)
    if any(facts != expected for facts in others):
        raise Disagreement(f"{others} are not {expected}")


def _fact(version: int, _topic: str, state: bytes) -> tuple[int, dict[str, str]]:
    read = json.loads(state)
    facts = read.get("d", read)
    return version, {name: value for name, value in facts.items() if name != "timestamp"}
