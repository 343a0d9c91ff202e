"""Migrations run beside processes that serve (ADR 0014)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from infrastructure.database import migrating
from infrastructure.database.database import Database
from infrastructure.database.schema import SchemaBusy, upgrade
from tests.infrastructure.database.next_release import REVISION

TAKES_AWAY = re.compile(
    r"\b(DROP (TABLE|COLUMN|VIEW)|RENAME|ALTER COLUMN|SET NOT NULL|TRUNCATE)\b", re.IGNORECASE
)
ADD = "ALTER TABLE work_lease ADD COLUMN colour text"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    upgrade(database)
    yield database
    database.close()


def test_a_migration_only_adds_or_says_who_can_do_without() -> None:
    taking = {
        script.name[:4]: "works_from = " in script.read_text()
        for script in migrating.MIGRATIONS.glob("versions/*.py")
        if TAKES_AWAY.search(script.read_text())
    }
    assert "0006" in taking
    assert all(taking.values())


def test_a_migration_that_waits_for_a_table_lets_traffic_pass_and_is_done_at_last(
    database: Database, tmp_path: Path
) -> None:
    with psycopg.connect(database.address) as long, _upgrading(database, tmp_path) as newer:
        long.execute("SELECT count(*) FROM work_lease")
        assert newer.stdin
        newer.stdin.close()
        _wait_until_it_waits(database)
        for _ in range(3):
            _read_and_write(database)
        assert newer.poll() is None
        long.rollback()
        assert newer.wait(timeout=60) == 0
    with psycopg.connect(database.address) as connection:
        assert connection.execute("SELECT colour FROM work_lease").fetchall() == []
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [(REVISION,)]
        assert connection.execute("SELECT * FROM schema_reach").fetchall() == [("0006",)]


def test_a_table_that_is_held_for_ever_is_told_and_nothing_is_done(postgres_url: str) -> None:
    database = Database(postgres_url)
    upgrade(database)
    with psycopg.connect(postgres_url) as long:
        long.execute("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(SchemaBusy, match="held a table"):
            upgrade(database, patience=0.1)
    database.close()


def _wait_until_it_waits(database: Database) -> None:
    waiting = (
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'work_lease'::regclass"
    )
    with psycopg.connect(database.address, autocommit=True) as connection:
        while connection.execute(waiting).fetchone() == (0,):
            pass


def _read_and_write(database: Database) -> None:
    """Behind the migration in the queue for the table."""
    with psycopg.connect(database.address, options="-c statement_timeout=30s") as connection:
        connection.execute("SELECT count(*) FROM work_lease")
        connection.execute("DELETE FROM work_lease")


@contextmanager
def _upgrading(database: Database, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The next release's upgrade; it begins when its input closes."""
    work = (
        "import sys;from pathlib import Path\n"
        "from infrastructure.database.database import Database\n"
        "from infrastructure.database.schema import upgrade\n"
        "from tests.infrastructure.database.next_release import become_next_release\n"
        f"become_next_release(Path(sys.argv[2]), {ADD!r})\n"
        "sys.stdin.read()\n"
        "upgrade(Database(sys.argv[1]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", work, database.address, str(folder / "migrations")],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}/src:{ROOT}"},
        stdin=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
