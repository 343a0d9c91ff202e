"""The home of a PostgreSQL database: its cluster and tables, with landmarks in the data folder."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from sqlalchemy import text

from application.ports.ledger_home import Landmark
from infrastructure.database.database import Database
from infrastructure.ledger_home.landmarks import Landmarks

_IDENTITY = text("""
SELECT (SELECT system_identifier FROM pg_control_system()) AS cluster,
       (SELECT oid FROM pg_database WHERE datname = current_database()) AS database,
       'stored_events'::regclass::oid AS events,
       left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline
""")


class PostgresHome:
    """Cluster (system identifier), database and events table (OIDs), and timeline.

    Noticed: a dump restored anywhere, also over the same database (the table is a new one); CREATE
    DATABASE … TEMPLATE; a restore to a point in time and a fail-over (a new timeline). With strict
    synchronous replication a fail-over loses nothing, and the timeline is left out. Not noticed,
    and harmless: restarts, VACUUM FULL, upgrades of Perpetua. `pg_upgrade` makes a new cluster and
    is noticed. Rows deleted or replaced in place, and a base backup or disk set back without a new
    timeline, change nothing that PostgreSQL tells: the landmarks in this machine's data folder
    notice those, if a purchase was begun from here since. A cloned disk with the folder on it is
    not noticed. What was bought then stands at Microsoft with a reference that the ledger does not
    know: a reconciliation reports it.
    """

    def __init__(self, database: Database, folder: Path, *, strict_replication: bool) -> None:
        self._database = database
        self._folder = folder
        self._strict_replication = strict_replication

    def identity(self) -> str:
        with self._database.engine.connect() as connection:
            found = connection.execute(_IDENTITY).one()
        timeline = "strict" if self._strict_replication else int(found.timeline, 16)
        return f"postgresql:{found.cluster}/{timeline}/{found.database}/{found.events}"

    def landmark(self) -> Landmark | None:
        return self._landmarks.highest()

    def remember(self, landmark: Landmark) -> None:
        self._landmarks.keep(landmark)

    @cached_property
    def _landmarks(self) -> Landmarks:
        cluster, _, database, _ = self.identity().removeprefix("postgresql:").split("/")
        return Landmarks(self._folder, f"ledger-{cluster}-{database}")
