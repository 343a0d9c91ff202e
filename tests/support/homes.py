"""A copied ledger as if an operator had resumed buying on it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from application.context import Cause, because_of
from application.epoch.sightings import Sightings
from core.epoch.epoch import Epoch
from core.ids import THE_EPOCH
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.ledger_home.sqlite import SqliteHome

_COMMAND = UUID("01953a10-0000-7000-8000-00000000c0b7")
_TEST = Cause("operator:test", "operator", "cli", _COMMAND, _COMMAND, None, "a copy for a test")


def vouch_for(folder: Path) -> None:
    """The SQLite ledger in a data folder buys where it lies now."""
    database = Database(f"sqlite:///{folder / 'perpetua.sqlite'}")
    now = datetime.now(UTC)
    with closing(database), closing(EventStoreLedger(database)) as ledger, because_of(_TEST):
        epoch = ledger.get(Epoch, THE_EPOCH)
        here = Sightings(ledger, SqliteHome(database.file)).now(epoch.number)
        epoch.notice(here, at=now)
        epoch.resume(here, (), at=now)
        ledger.save(epoch)
