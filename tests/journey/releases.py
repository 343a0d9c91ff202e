"""Releases of Perpetua that differ in their folds of one read model, on the same database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.bus import Origin, Projector
from application.messages import Command
from application.ports.projections import ProjectionControl
from application.principal import Principal, Role
from application.projections.every import EVERY_PROJECTION
from application.projections.projection import Projection
from application.queries.diff_projection import DiffProjection, ProjectionDiff, counted
from core.accounts.account import AccountKind, BillingAddress
from entrypoints.bootstrap import App, bootstrap
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.journey.countries import Countries, CountryRow

OPERATOR, ENGINEER = Principal(Role.OPERATOR, "maria"), Principal(Role.ENGINEER, "ada")
NAME = "countries"


@dataclass
class Release:
    """A running program with some folds of the read model; `people` are asked by their names."""

    app: App
    database: Database
    people: dict[str, UUID] = field(default_factory=dict)

    def send(self, command: Command[Any], by: Principal = OPERATOR) -> None:
        self.app.bus.send(command, Origin(by, "cli"))

    def opens(self, name: str, country: str) -> None:
        account = OpenAccount(
            new_id=self.app.ids.new(),
            kind=AccountKind.CUSTOMER,
            name=name,
            currency="EUR",
            country=country,
        )
        self.people[name] = account.new_id
        self.send(account)

    def moves(self, name: str, country: str) -> None:
        address = BillingAddress(country, "", "", "")
        self.send(EditAccount(account_id=self.people[name], address=address))

    def countries(self) -> dict[str, str | None]:
        """What a reader sees."""
        rows = SqlRows(self.database).all(Countries.table, order=("name",))
        return {row.name: row.country for row in rows}

    def diff(self) -> ProjectionDiff:
        with self.app.bus.ask(DiffProjection(name=NAME), Origin(ENGINEER, "cli")) as comparison:
            return counted(comparison, first=10)


@contextmanager
def release(settings: Settings, *folds: Projection[CountryRow]) -> Iterator[Release]:
    database = Database(settings.database)
    ledger = EventStoreLedger(database)
    projections = Projections(database, ledger, [*EVERY_PROJECTION, *folds])
    projections.prepare()
    ports = {Projector: projections, ProjectionControl: projections}
    with bootstrap(settings, overrides=ports) as app:
        yield Release(app, database)
    ledger.close()
    database.close()
