"""Peers of P3 and P4: the same assets, projected as the documentation of two libraries shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from eventsourcing.persistence import Tracking
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from core.asset.events import (
    AssetCreated,
    AssetProvisioned,
    AssetRenamed,
    OrderPlaced,
    SyncFailed,
)
from core.asset.values import SyncState
from core.kernel.event import Event
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.event_store.mapper import EnvelopeMapper
from infrastructure.event_store.recorders import recorder_for

Assets = set[tuple[str, str, str, int]]
_STATES: dict[type[Event], str] = {
    OrderPlaced: SyncState.ORDERED.value,
    AssetProvisioned: SyncState.SYNCHRONIZED.value,
    SyncFailed: SyncState.FAILED.value,
}
_SECTION = 10
"""Length of a section of the library's notification log."""
_MAKE = "CREATE TABLE pulled (id TEXT PRIMARY KEY, name TEXT, state TEXT, version INTEGER)"
_ADD = "INSERT INTO pulled VALUES (?, ?, ?, ?)"
_CHANGE = (
    "UPDATE pulled SET name = coalesce(?, name), state = coalesce(?, state), version = ? "
    "WHERE id = ?"
)


def _name_and_state(event: Event) -> tuple[str | None, str | None]:
    """What the event changes of the few fields that the peers hold."""
    name = event.name if isinstance(event, AssetRenamed) else None
    return name, _STATES.get(type(event))


class PulledLog:
    """eventsourcing: sections of the notification log, and one transaction of rows and tracking
    for each event; its ProjectionRunner does not run on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self) -> Assets:
        tracking = SQLiteTrackingRecorder(SQLiteDatastore(str(self._database.file)))
        tracking.create_table()
        with tracking.datastore.transaction(commit=True) as cursor:
            cursor.execute("DROP TABLE IF EXISTS pulled")
            cursor.execute("DELETE FROM tracking")
            cursor.execute(_MAKE)
        for position, event in self._log():
            with tracking.datastore.transaction(commit=True) as cursor:
                tracking._insert_tracking(cursor, Tracking("bench", position))
                _project(cursor, event)
        with tracking.datastore.transaction(commit=False) as cursor:
            cursor.execute("SELECT * FROM pulled")
            found = {cast("Any", tuple(row)) for row in cursor.fetchall()}
        tracking.datastore.close()
        return found

    def _log(self) -> Iterator[tuple[int, Event]]:
        recorder: Any = recorder_for(self._database)
        mapper, after = EnvelopeMapper(), 0
        while section := recorder.select_notifications(after, _SECTION, inclusive_of_start=False):
            for notification in section:
                yield notification.id, mapper.to_domain_event(notification)
            after = section[-1].id
        recorder.close()


def _project(cursor: Any, event: Event) -> None:
    identity = event.originator_id.hex
    if isinstance(event, AssetCreated):
        cursor.execute(_ADD, (identity, event.product_name, SyncState.PENDING.value, 1))
    elif event.TOPIC.startswith("asset."):
        cursor.execute(_CHANGE, (*_name_and_state(event), event.originator_version, identity))


class _Base(DeclarativeBase):
    pass


class _Asset(_Base):
    __tablename__ = "orm_assets"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    state: Mapped[str]
    version: Mapped[int]


class OrmPerEvent:
    """SQLAlchemy: a session for each event, which loads the row, changes it and commits."""

    def __init__(self, database: Database, log: EventStoreLedger) -> None:
        self._engine = create_engine(database.url)
        self._log = log

    def rows(self) -> Assets:
        _Base.metadata.drop_all(self._engine)
        _Base.metadata.create_all(self._engine)
        for recorded in self._log.page(0, self._log.end()):
            if recorded.topic.startswith("asset."):
                self._project(recorded.event)
        with Session(self._engine) as session:
            found = session.query(_Asset).all()
            rows = {(each.id, each.name, each.state, each.version) for each in found}
        self._engine.dispose()
        return rows

    def _project(self, event: Event) -> None:
        with Session(self._engine) as session, session.begin():
            identity = event.originator_id.hex
            if isinstance(event, AssetCreated):
                state = SyncState.PENDING.value
                session.add(_Asset(id=identity, name=event.product_name, state=state, version=1))
                return
            asset = session.get_one(_Asset, identity)
            name, state_now = _name_and_state(event)
            asset.name, asset.state = name or asset.name, state_now or asset.state
            asset.version = event.originator_version
