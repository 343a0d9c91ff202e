import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent

from application.context import because_of
from application.ports.ledger import Recorded
from core.rates.events import RateSeriesOpened
from infrastructure.database.database import Database
from infrastructure.event_store.envelope import encode
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.event_store.postgres import append
from tests.infrastructure.database.processes import begin, finish, start
from tests.infrastructure.event_store.busy_writer import EVENTS_PER_ROUND, SHARED, THREADS
from tests.infrastructure.event_store.support import CAUSE, rate_series

PROCESSES = 2
ROUNDS = 12
EVENTS = 1 + PROCESSES * THREADS * ROUNDS * EVENTS_PER_ROUND


def test_writers_lose_nothing_and_a_follower_misses_nothing(
    ledger: EventStoreLedger, database: Database
) -> None:
    ledger.save(rate_series("SHARED"))
    processes = [_writer(database, name) for name in ("one", "two")]
    begin(processes)

    followed = _follow(ledger, processes)
    finish(processes)

    stored = ledger.page(0, EVENTS + 1)
    assert [recorded.position for recorded in followed] == [row.position for row in stored]
    assert len(stored) == EVENTS
    shared = [recorded.version for recorded in stored if recorded.stream_id == SHARED]
    assert shared == list(range(1, len(shared) + 1))


def test_a_position_is_visible_only_after_all_positions_before_it(
    postgres_database: Database,
) -> None:
    """Else a follower misses events: 723 of 20,947 where writers took no turns."""
    ledger = EventStoreLedger(postgres_database)
    with ThreadPoolExecutor(1) as pool, psycopg.connect(postgres_database.address) as slow:
        slow.execute(*append([StoredEvent(uuid4(), 1, *_opened("SLOW"))]))
        saved = pool.submit(_save, ledger, "FAST")
        with pytest.raises(TimeoutError):
            saved.result(timeout=0.3)
        assert ledger.page(0, 10) == []
        slow.commit()
        saved.result(timeout=10)
    assert [recorded.position for recorded in ledger.page(0, 10)] == [1, 2]
    assert [_anchor(recorded) for recorded in ledger.page(0, 10)] == ["SLOW", "FAST"]
    ledger.close()


def _save(ledger: EventStoreLedger, anchor: str) -> None:
    with because_of(CAUSE):
        ledger.save(rate_series(anchor))


def _opened(anchor: str) -> tuple[str, bytes]:
    [event] = rate_series(anchor).pending
    return event.TOPIC, encode(event, CAUSE)


def _anchor(recorded: Recorded) -> str:
    assert isinstance(recorded.event, RateSeriesOpened)
    return recorded.event.anchor


def _writer(database: Database, name: str) -> subprocess.Popen[str]:
    imports = "from tests.infrastructure.event_store.busy_writer import write"
    work = "write(sys.argv[1], sys.argv[2], int(sys.argv[3]))"
    return start(imports, work, [database.address, name, str(ROUNDS)])


def _follow(ledger: EventStoreLedger, writers: Sequence[subprocess.Popen[str]]) -> list[Recorded]:
    followed: list[Recorded] = []
    position, is_over = 0, False
    while not is_over:
        is_over = all(writer.poll() is not None for writer in writers)
        while page := ledger.page(position, 7):
            followed += page
            position = page[-1].position
    return followed
