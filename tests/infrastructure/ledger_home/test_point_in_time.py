"""A base backup and the archived write-ahead log bring a ledger back to any moment (D33, B24)."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from application.audit.verify_ledger import VerifyLedger
from application.bus import Origin
from application.ports.projections import ProjectionState
from application.queries.organisation import ShowOrganisation
from core.epoch.values import PauseCause
from entrypoints.bootstrap import bootstrap, upgrade_schema
from entrypoints.settings import Settings
from tests.infrastructure.ledger_home.ledgers import OPERATOR, buy, buying, write
from tests.support.postgres import House, free_port


@pytest.fixture
def houses() -> Iterator[tuple[House, House]]:
    """Two clusters' folders: the first is initialised, the second waits for a backup of it."""
    with (
        TemporaryDirectory(prefix="perpetua-cluster-") as one,
        TemporaryDirectory(prefix="perpetua-restored-") as other,
    ):
        first = House(Path(one))
        first.initialise()
        yield first, House(Path(other))


def test_a_ledger_is_brought_back_to_a_moment_and_buys_nothing(
    houses: tuple[House, House], tmp_path: Path
) -> None:
    first, second = houses
    archive = first.folder / "archive"
    archive.mkdir()
    configure(first, "archive_mode = on", f"archive_command = 'cp %p {archive}/%f'")
    port = free_port()
    settings = Settings(
        data_dir=tmp_path / "data",
        database_url=f"postgresql://perpetua@127.0.0.1:{port}/postgres",
    )
    with first.serving(port):
        upgrade_schema(settings)
        buy(settings)
        base_backup(first, settings, second.data)
        write(settings, "Until here")
        moment = asked(settings, "SELECT clock_timestamp()::text")
        write(settings, "Too much")
        archived(settings)
    (second.data / "recovery.signal").touch()
    configure(
        second,
        f"restore_command = 'cp {archive}/%f %p'",
        f"recovery_target_time = '{moment}'",
        "recovery_target_action = promote",
    )
    with second.serving(port) as is_ready:
        assert is_ready, second.log.read_text()
        assert buying(settings).cause == PauseCause.ELSEWHERE
        with bootstrap(settings) as app:
            assert app.bus.ask(ShowOrganisation(), Origin(OPERATOR, "cli")).name == "Until here"
            assert app.bus.ask(VerifyLedger(), Origin(OPERATOR, "cli")).ok
            assert {each.state for each in app.projections.status()} == {ProjectionState.LIVE}


def configure(house: House, *lines: str) -> None:
    with (house.data / "postgresql.auto.conf").open("a") as configuration:
        configuration.writelines(f"{line}\n" for line in lines)
    if house.owner:
        for path in (house.folder, *house.folder.rglob("*")):
            os.chown(path, house.owner.pw_uid, house.owner.pw_gid)


def base_backup(house: House, settings: Settings, to: Path) -> None:
    """As docs/backup-and-restore.md says."""
    program = house.binaries / "pg_basebackup"
    options = ["--checkpoint=fast", f"--pgdata={to}", f"--dbname={settings.database}"]
    done = subprocess.run([program, *options], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    shutil.copymode(house.data, to)


def archived(settings: Settings) -> None:
    """Wait until what was written last is in the archive."""
    name = asked(settings, "SELECT pg_walfile_name(pg_switch_wal())")
    for _ in range(200):
        if asked(settings, "SELECT coalesce(last_archived_wal, '') FROM pg_stat_archiver") >= name:
            return
        time.sleep(0.05)
    raise AssertionError(f"{name} was not archived")


def asked(settings: Settings, question: str) -> str:
    with psycopg.connect(settings.database, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row
    return str(row[0])
