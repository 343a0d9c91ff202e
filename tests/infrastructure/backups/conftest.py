"""A SQLite ledger with a chain, and its backups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from application.ports.backups import Backups
from application.ports.progress import Progress, Silent
from infrastructure.backups.backups import backups_of
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.runtime.clock import SystemClock
from infrastructure.tamper_evidence.chain import SqlLedgerChain
from tests.infrastructure.tamper_evidence.tampering import Tampered, on


@dataclass
class Kept:
    """A database with what keeps it, and the number of the event that is put next."""

    database: Database
    backups: Backups
    ledger: Tampered
    number: int = 1

    @property
    def file(self) -> Path:
        return self.database.file

    def put(self, events: int = 1) -> None:
        for _ in range(events):
            self.ledger.put(self.number)
            self.number += 1
        self.ledger.chain.catch_up()

    def back_up(
        self, to: Path, progress: Progress | None = None, *, overwrite: bool = False
    ) -> int:
        """How many events the copy holds."""
        watched = progress or Silent()
        return self.backups.back_up(to, overwrite=overwrite, progress=watched).events


def chain_of(database: Database, progress: Progress) -> int | None:
    return SqlLedgerChain(database).first_bad_position(progress)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    database = Database(f"sqlite:///{tmp_path / 'perpetua.sqlite'}")
    upgrade(database)
    yield Kept(database, backups_of(database, SystemClock(), chain_of), on(database))
    database.close()
