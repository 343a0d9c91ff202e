"""A ledger of sales, scanned and rebuilt from: the contest of P3 and P4."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import text

from application.ports.progress import Silent
from application.projections.bss_assets import BSS_ASSETS, BssAssets
from benchmarks.harness import Contest
from benchmarks.peer_projections import OrmPerEvent, PulledLog
from benchmarks.sold_ledger import fill
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows

_PAGE = 5_000
_SCANS = {
    True: "SELECT state FROM stored_events WHERE rowid > :after AND rowid <= :until ORDER BY rowid",
    False: "SELECT state FROM stored_events WHERE notification_id > :after "
    "AND notification_id <= :until ORDER BY notification_id",
}
_SHARE = "SELECT avg(CASE WHEN topic LIKE :begins THEN 1.0 ELSE 0 END) FROM stored_events"


@dataclass(frozen=True)
class SoldLedger:
    """A ledger of sales, and the read model that is built of it again and again."""

    database: Database
    log: EventStoreLedger
    projections: Projections

    def contest(self) -> Contest:
        """The rebuild until it is ready to be switched to, and nothing of a former one to drop."""
        return Contest(
            floor=self.scanned,
            contenders={"ours": self.rebuilt},
            parts={},
            cleared=lambda: self.projections.drop(BSS_ASSETS.name),
        )

    @property
    def share(self) -> float:
        """Of the events, how many the projection folds; the floor reads and parses all."""
        with self.database.engine.begin() as connection:
            told = {"begins": f"{BssAssets.topics}%"}
            return float(connection.execute(text(_SHARE), told).scalar_one())

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
