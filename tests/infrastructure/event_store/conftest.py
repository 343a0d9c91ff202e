"""A ledger on each kind of database."""

from collections.abc import Iterator

import pytest

from application.context import because_of
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.event_store.ledger import EventStoreLedger
from tests.infrastructure.database.conftest import empty_database
from tests.infrastructure.event_store.support import CAUSE

__all__ = ["empty_database"]


@pytest.fixture
def database(empty_database: Database) -> Database:
    """A database with the schema and no events."""
    upgrade(empty_database)
    return empty_database


@pytest.fixture
def ledger(database: Database) -> Iterator[EventStoreLedger]:
    """An empty ledger, inside a running command."""
    ledger = EventStoreLedger(database)
    with because_of(CAUSE):
        yield ledger
    ledger.close()
