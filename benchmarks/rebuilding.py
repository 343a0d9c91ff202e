"""P3, P4: the rebuild of the back office's assets from the ledger, against reading the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from sqlalchemy import text

from application.ports.progress import Silent
from application.projections.bss_assets import BSS_ASSETS, BssAssets
from benchmarks.harness import Contest, Timed, measured
from benchmarks.peer_projections import OrmPerEvent, PulledLog
from benchmarks.sales import fill
from benchmarks.section import Growth, Section, Sizes
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.support.postgres import postgres_server

_PAGE = 5_000
_SCANS = {
    True: "SELECT state FROM stored_events WHERE rowid > :after AND rowid <= :until ORDER BY rowid",
    False: "SELECT state FROM stored_events WHERE notification_id > :after "
    "AND notification_id <= :until ORDER BY notification_id",
}
_PEERS_SHARE = 20
"""Peers get a twentieth of the events; their time is given for all."""
_STEPS = (10_000, 100_000, 1_000_000)


def on_sqlite(sizes: Sizes) -> Section:
    """P3."""
    with TemporaryDirectory() as folder:
        numbers = iter(range(100))
        return _section("P3", sizes, lambda: f"sqlite:///{folder}/{next(numbers)}.db")


def on_postgresql(sizes: Sizes) -> Section:
    """P4."""
    with postgres_server() as server:
        return _section("P4", sizes, server.create_database)


def _section(number: str, sizes: Sizes, address: Callable[[], str]) -> Section:
    events = sizes.rebuilt
    with ledger_of(address(), events) as whole, ledger_of(address(), events // _PEERS_SHARE) as few:
        timed = measured(whole.contest(), runs=sizes.runs)
        floor = timed[0].seconds
        peers = _scaled(measured(few.peers(), runs=1), floor)
    growth = {each: _growth(address(), each, sizes.runs) for each in _STEPS if each <= 5 * events}
    return Section(
        f"{number} rebuild bss_assets from {events:,} events ({BSS_ASSETS.name})",
        [*timed, *peers],
        growth=[Growth("µs per event, by number of events", growth)],
    )


def _scaled(peers: list[Timed], floor: float) -> list[Timed]:
    """As long as they would take for all events, if they are linear."""
    whole = [replace(each, seconds=each.seconds * _PEERS_SHARE) for each in peers[1:]]
    return [replace(each, ratio=each.seconds / floor) for each in whole if each.name != "ours"]


def _growth(address: str, events: int, runs: int) -> float:
    with ledger_of(address, events) as ledger:
        timed = measured(ledger.contest(), runs=min(runs, 3))
    return next(each.seconds for each in timed if each.name == "ours") / events * 1_000_000


@dataclass(frozen=True)
class SoldLedger:
    """A ledger of sales, and the read model that is built of it again and again."""

    database: Database
    log: EventStoreLedger
    projections: Projections

    def contest(self) -> Contest:
        return Contest(floor=self.scanned, contenders={"ours": self.rebuilt}, parts={})

    def peers(self) -> Contest:
        """All of them hold the same assets in the end."""
        return Contest(floor=self.scanned, contenders=self._peers(), parts={})

    def _peers(self) -> Mapping[str, Callable[[], object]]:
        pulled = {"eventsourcing, its log pulled": PulledLog(self.database).rows}
        return {
            "ours": self.rows,
            **(pulled if self.database.is_sqlite else {}),
            "SQLAlchemy ORM per event": OrmPerEvent(self.database, self.log).rows,
        }

    def scanned(self) -> int:
        """Every event read and parsed, page by page."""
        after, found = 0, 0
        end = self.log.end()
        with self.database.engine.connect() as connection:
            cursor: Any = connection.connection.cursor()
            while after < end:
                place = {"after": after, "until": after + _PAGE}
                cursor.execute(self._scan, place)
                rows = cursor.fetchall()
                for (state,) in rows:
                    orjson.loads(state)
                found, after = found + len(rows), after + _PAGE
        return found

    @property
    def _scan(self) -> str:
        scan = _SCANS[self.database.is_sqlite]
        if self.database.is_sqlite:
            return scan
        return scan.replace(":after", "%(after)s").replace(":until", "%(until)s")

    def rebuilt(self) -> None:
        """Until it is ready to be switched to; the one built before is dropped first."""
        self.projections.rebuild(BSS_ASSETS.name, Silent())

    def rows(self) -> set[tuple[str, str, str, int]]:
        """Id, name, state and version of each asset, rebuilt and then live."""
        self.projections.rebuild(BSS_ASSETS.name, Silent(), switch=True)
        found = SqlRows(self.database).all(BSS_ASSETS, order=("asset_id",))
        return {(each.asset_id.hex, each.name, each.sync_state, each.version) for each in found}


@contextmanager
def ledger_of(address: str, events: int) -> Iterator[SoldLedger]:
    """A database of so many events, with an empty read model."""
    database = Database(address)
    upgrade(database)
    fill(database, events)
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.execute(text("ANALYZE stored_events"))
    with closing(database), closing(EventStoreLedger(database)) as log:
        projections = Projections(database, log, [BssAssets()])
        projections.prepare()
        yield SoldLedger(database, log, projections)
