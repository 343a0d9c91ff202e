"""A process that saves from two threads, to streams of its own and to one that all share."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from application.context import because_of
from application.ports.ledger import VersionConflict
from core.ids import rate_stream_id
from core.rates.exchange_rate import ExchangeRate
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from tests.infrastructure.event_store.support import CAUSE, minutes, rate_series

SHARED = rate_stream_id("SHARED", "EUR")
THREADS = 2
EVENTS_PER_ROUND = 3


def write(address: str, name: str, rounds: int) -> None:
    ledger = EventStoreLedger(Database(address))
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(_save, ledger, f"{name}-{n}", rounds) for n in range(THREADS)]:
            done.result()
    ledger.close()


def _save(ledger: EventStoreLedger, name: str, rounds: int) -> None:
    with because_of(CAUSE):
        for number in range(rounds):
            ledger.save(rate_series(f"{name}-{number}-alone"))
            while not _saved_with_shared(ledger, rate_series(f"{name}-{number}")):
                pass


def _saved_with_shared(ledger: EventStoreLedger, own: ExchangeRate) -> bool:
    shared = ledger.get(ExchangeRate, SHARED)
    shared.set(Decimal(1), valid_from=minutes(0), at=minutes(0))
    try:
        ledger.save(own, shared)
    except VersionConflict:
        return False
    return True
