"""The peer of P7: a history in eventsourcing, with snapshots as its documentation shows them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

_BETWEEN_SNAPSHOTS = 50


class Licence(Aggregate):
    """A licence that has a name, and nothing else that an asset has."""

    @event("Bought")
    def __init__(self, name: str) -> None:
        self.name = name

    @event("Renamed")
    def rename(self, name: str) -> None:
        self.name = name


class Licences(Application[UUID]):
    snapshotting_intervals = {Licence: _BETWEEN_SNAPSHOTS}  # noqa: RUF012 - as the library reads it


def licences(file: Path) -> Licences:
    """An application on a SQLite file of its own."""
    return Licences({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(file)})


def renamed(app: Licences, names: list[str]) -> UUID:
    """A licence that had these names one after the other."""
    licence = Licence(names[0])
    for number, name in enumerate(names[1:], start=1):
        if number % _BETWEEN_SNAPSHOTS == 0:
            app.save(licence)
        licence.rename(name)
    app.save(licence)
    return licence.id
