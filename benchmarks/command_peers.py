"""The command of P1 and P2 as the documentation of the usual libraries shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from sqlalchemy import Engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.command_ours import FIELDS, NAME
from infrastructure.database.database import Database, psycopg_options


class Licence(Aggregate):
    """An asset of the library's own kind."""

    @event("Created")
    def __init__(self, sku: str) -> None:
        self.name = sku
        self.fields: dict[str, str] = {}

    @event("Renamed")
    def rename(self, name: str) -> None:
        self.name = name

    @event("CustomFieldEdited")
    def edit(self, field: str, value: str) -> None:
        self.fields[field] = value


class Licences(Application[UUID]):
    name = "stored"  # the table is then stored_events on both databases


@dataclass(frozen=True)
class LibraryDesk:
    """Edits licences, each once; `decided` are edited, and only wait to be saved."""

    licences: Licences
    waiting: Iterator[UUID]
    decided: Iterator[Licence]

    def edit(self) -> None:
        licence: Licence = self.licences.repository.get(next(self.waiting))
        self.licences.save(_edited(licence))

    def save(self) -> None:
        self.licences.save(next(self.decided))


@contextmanager
def library_desk(database: Database, commands: int) -> Iterator[LibraryDesk]:
    """On a ledger as long as ours."""
    licences = Licences(env=_environment(database))
    made = [Licence("Office LTSC Professional Plus 2024") for _ in range(2 * commands)]
    licences.save(*made)
    waiting = (licence.id for licence in made[:commands])
    yield LibraryDesk(licences, waiting, iter([_edited(each) for each in made[commands:]]))
    licences.close()


def _edited(licence: Licence) -> Licence:
    licence.rename(NAME)
    for field, value in FIELDS.items():
        licence.edit(field, value)
    return licence


def _environment(database: Database) -> dict[str, str]:
    if database.is_sqlite:
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(database.file)}
    asked = psycopg_options(database.url)
    named = {key.upper(): str(asked[key]) for key in ("host", "port", "user", "dbname")}
    options = {f"POSTGRES_{key}": value for key, value in named.items()}
    return {"PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_PASSWORD": "", **options}


class _Base(DeclarativeBase):
    pass


class StoredRow(_Base):
    """A row of our own table, which on PostgreSQL counts the positions by itself."""

    __tablename__ = "stored_events"
    originator_id: Mapped[UUID] = mapped_column(primary_key=True)
    originator_version: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str]
    state: Mapped[bytes]


@dataclass(frozen=True)
class OrmDesk:
    """An object for each event, in one session for each command."""

    engine: Engine
    waiting: Iterator[UUID]

    def edit(self) -> None:
        stream = next(self.waiting)
        with Session(self.engine) as session, session.begin():
            known = select(StoredRow).where(StoredRow.originator_id == stream)
            history = session.scalars(known.order_by(StoredRow.originator_version)).all()
            name = json.loads(history[0].state)["d"]["name"]
            facts = [("renamed", {"name": NAME})] if name != NAME else []
            facts += [
                ("custom-field-edited", {"field": field, "value": value})
                for field, value in FIELDS.items()
            ]
            for version, (fact, data) in enumerate(facts, history[-1].originator_version + 1):
                session.add(_row(stream, version, fact, data))


@contextmanager
def orm_desk(database: Database, commands: int) -> Iterator[OrmDesk]:
    """On a ledger as long as ours."""
    created = {"name": "Office LTSC Professional Plus 2024"}
    streams = [uuid4() for _ in range(2 * commands)]
    with Session(database.writing()) as session, session.begin():
        session.add_all(_row(stream, 1, "created", created) for stream in streams)
    yield OrmDesk(database.writing(), iter(streams))


def _row(stream: UUID, version: int, fact: str, data: dict[str, str]) -> StoredRow:
    state = json.dumps({"m": {"actor": "operator:maria"}, "d": data}).encode()
    return StoredRow(
        originator_id=stream,
        originator_version=version,
        topic=f"asset.{fact}.v1",
        state=state,
    )
