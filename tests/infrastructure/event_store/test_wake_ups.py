"""Who follows the ledger is woken by an append, and told when the connection is lost."""

from __future__ import annotations

import pytest

from application.ports.database_away import DatabaseAway
from application.ports.ledger import VersionConflict
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.event_store.wake_ups import wake_ups_of
from tests.infrastructure.event_store.support import rate_series
from tests.infrastructure.event_store.wire import Wire, wire_to


def test_an_append_since_listening_began_wakes(
    ledger: EventStoreLedger, database: Database
) -> None:
    with wake_ups_of(database).listening() as wait:
        ledger.save(rate_series("USD"))
        woken = wait(30)
        assert woken is not database.is_sqlite  # there one looks after each wait
        assert ledger.end() == 1
        assert not wait(0.01)


def test_an_append_that_was_not_committed_wakes_nobody(
    ledger: EventStoreLedger, postgres_database: Database
) -> None:
    ledger.save(rate_series("USD"))
    with wake_ups_of(postgres_database).listening() as wait:
        with pytest.raises(VersionConflict):
            ledger.save(rate_series("USD"))
        assert not wait(0.05)


def test_a_lost_connection_is_told(postgres_database: Database) -> None:
    with wire_to(postgres_database.address) as wire, pytest.raises(DatabaseAway):
        _listen_until_cut_off(wire)


def _listen_until_cut_off(wire: Wire) -> None:
    with wake_ups_of(Database(wire.address)).listening() as wait:
        wire.close()
        wait(30)
