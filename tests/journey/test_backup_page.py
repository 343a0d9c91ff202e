"""B24 D33: the commands of docs/backup-and-restore.md, as the page gives them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from application.bus import Origin
from application.ports.projections import ProjectionState
from application.queries.diagnose import Diagnose
from entrypoints.bootstrap import bootstrap, upgrade_schema
from entrypoints.settings import Settings
from tests.infrastructure.ledger_home.ledgers import OPERATOR, buy, buying, write
from tests.journey.pages import blocks
from tests.journey.program import PERPETUA, Program
from tests.support.postgres import PostgresServer

PAGE = "backup-and-restore.md"
AHEAD, LIVE = ProjectionState.AHEAD, ProjectionState.LIVE


def shell(
    section: str, environment: dict[str, str], folder: Path, *programs: Path, expect: int = 0
) -> str:
    """What the commands of a section say; the first that fails ends them."""
    path = os.pathsep.join([str(Path(PERPETUA).parent), *map(str, programs), os.environ["PATH"]])
    script = "set -e\n" + "\n".join(blocks(PAGE, "sh", section))
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        env={**environment, "PATH": path},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == expect, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_commands_for_sqlite(program: Program, tmp_path: Path) -> None:
    """On the demo's data, while it is served, and restored after that."""
    found = shell("Is the database sound?", program.environment, tmp_path, expect=1)
    assert found.count("error ") == found.count("error asset ") == 1  # the demo leaves one failed
    shutil.copytree(program.data_dir, tmp_path / "data")
    mine = Program(tmp_path / "data")
    with mine.running("serve", "--port", "0") as server:
        assert server.stdout
        server.stdout.readline()
        assert "perpetua-backup.sqlite" in shell("SQLite: back up", mine.environment, tmp_path)
        mine.run("db", "restore", str(tmp_path / "perpetua-backup.sqlite"), "--yes", expect=1)
    mine.run("account", "create", "reseller", "After the backup", "--currency", "EUR")

    told = shell("SQLite: restore", mine.environment, tmp_path)

    assert "Buying is paused" in told
    assert "The ledger is whole" in told
    assert "After the backup" not in mine.run("account", "list")


@pytest.fixture
def settings(postgres_url: str, tmp_path: Path) -> Settings:
    made = Settings(data_dir=tmp_path / "data", database_url=postgres_url)
    upgrade_schema(made)
    return made


def test_the_commands_for_postgresql(
    settings: Settings, postgres: PostgresServer, tmp_path: Path
) -> None:
    environment = Program(settings.data_dir).environment | {
        "PERPETUA_DATABASE_URL": settings.database
    }
    buy(settings)
    shell("PostgreSQL: back up", environment, tmp_path, postgres.binaries)
    write(settings, "After the dump")

    told = shell("PostgreSQL: restore", environment, tmp_path, postgres.binaries)

    restored = settings.model_copy(update={"database_url": postgres.url("perpetua_restored")})
    try:
        assert "Buying is paused" in told
        assert "The ledger is whole" in told
        assert not buying(restored).allowed
        assert buying(settings).allowed  # the way back
    finally:
        postgres.drop_database(restored.database)


def test_b7_events_that_were_restored_alone_under_newer_read_models(
    settings: Settings, postgres: PostgresServer, tmp_path: Path
) -> None:
    """What the page warns of: nobody sees rows of events that are gone, and doctor tells it."""
    dump, address = str(tmp_path / "dump"), f"--dbname={settings.database}"
    write(settings, "Before")
    run(postgres, "pg_dump", "--format=custom", f"--file={dump}", address)
    for name in ("Lost", "Lost as well"):
        write(settings, name)
    run(postgres, "psql", address, "--command=TRUNCATE stored_events")
    run(postgres, "pg_restore", "--data-only", "--table=stored_events", address, dump)

    with bootstrap(settings) as app:
        found = app.bus.ask(Diagnose(), Origin(OPERATOR, "cli")).findings
        tables = app.projections.status()
    subjects = {finding.subject for finding in found}
    assert {"hash chain", "read model organisations", "read model history"} <= subjects
    assert {each.state for each in tables} == {AHEAD, LIVE}
    history = {each.state: each for each in tables if each.name == "history"}
    assert (history[AHEAD].rows or 0) - (history[LIVE].rows or 0) == 2

    for name in ("Other", "Others", "Other ones"):
        write(settings, name)
    with bootstrap(settings) as app:
        assert [each.lag for each in app.projections.status() if each.live] == [0] * (
            len(tables) // 2
        )


def run(server: PostgresServer, program: str, *arguments: str) -> None:
    done = subprocess.run(
        [server.binaries / program, *arguments], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
