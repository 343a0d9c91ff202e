"""Copies and restores of a PostgreSQL ledger are noticed, everyday work is not (D33, B24)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from core.epoch.errors import BuyingIsPaused
from core.epoch.values import PauseCause
from entrypoints.bootstrap import upgrade_schema
from entrypoints.settings import Settings
from tests.infrastructure.ledger_home.ledgers import buy, buying, write
from tests.support.postgres import House, PostgresServer, free_port


def test_a_database_made_from_it_does_not_buy_and_the_original_does(
    on_postgres: Settings, postgres: PostgresServer, tmp_path: Path
) -> None:
    buy(on_postgres)
    url = postgres.create_database(template=on_postgres.database)
    copy = Settings(data_dir=tmp_path / "copy", database_url=url)
    assert buying(copy).cause == PauseCause.ELSEWHERE
    with pytest.raises(BuyingIsPaused):
        buy(copy)
    buy(on_postgres)
    postgres.drop_database(url)


def test_a_dump_that_is_restored_over_the_same_database_does_not_buy(
    on_postgres: Settings, postgres: PostgresServer, tmp_path: Path
) -> None:
    """The tables are new ones."""
    dump = tmp_path / "dump"
    address = f"--dbname={on_postgres.database}"
    run(postgres, "pg_dump", "--format=custom", f"--file={dump}", address)
    assert buying(on_postgres).allowed
    run(postgres, "pg_restore", "--clean", address, str(dump))
    assert buying(on_postgres).cause == PauseCause.ELSEWHERE


def test_events_that_are_gone_from_the_same_table_are_missed(on_postgres: Settings) -> None:
    """A restore that PostgreSQL does not tell: the landmark in the data folder does."""
    write(on_postgres, "Before")
    with psycopg.connect(on_postgres.database) as connection:
        asked = connection.execute("SELECT max(notification_id) FROM stored_events").fetchone()
    buy(on_postgres)
    with psycopg.connect(on_postgres.database) as connection:
        connection.execute("DELETE FROM stored_events WHERE notification_id > %s", asked)
    found = buying(on_postgres)
    assert (found.cause, found.identity_seen) == (PauseCause.BEHIND, found.identity_known)


def test_a_second_machine_buys_too(on_postgres: Settings, tmp_path: Path) -> None:
    """It has no landmarks yet."""
    buy(on_postgres)
    other = on_postgres.model_copy(update={"data_dir": tmp_path / "other"})
    buy(other)
    buy(on_postgres)
    assert buying(other).allowed


def test_upgrades_and_vacuum_are_no_restore(on_postgres: Settings) -> None:
    buy(on_postgres)
    upgrade_schema(on_postgres)
    with psycopg.connect(on_postgres.database, autocommit=True) as connection:
        connection.execute("VACUUM FULL stored_events")
    buy(on_postgres)
    assert buying(on_postgres).epoch == 1


@pytest.fixture
def house() -> Iterator[House]:
    """A cluster of its own, which may be started several times."""
    with TemporaryDirectory(prefix="perpetua-cluster-") as folder:
        house = House(Path(folder))
        house.initialise()
        yield house


@pytest.mark.parametrize(("strict", "cause"), [(False, PauseCause.ELSEWHERE), (True, None)])
def test_a_restarted_server_is_no_other_and_one_with_a_new_timeline_is(
    house: House, tmp_path: Path, strict: bool, cause: PauseCause | None
) -> None:
    """A restore to a point in time and a fail-over begin a timeline; with strict replication a
    fail-over loses nothing."""
    port = free_port()
    settings = Settings(
        data_dir=tmp_path / "data",
        database_url=f"postgresql://perpetua@127.0.0.1:{port}/postgres",
        strict_replication=strict,
    )
    with house.serving(port):
        upgrade_schema(settings)
        buy(settings)
        checkpoint(settings)
    with house.serving(port):
        buy(settings)
        checkpoint(settings)
    with (house.data / "postgresql.auto.conf").open("a") as configuration:
        configuration.write("restore_command = '/bin/false'\n")
    (house.data / "recovery.signal").touch()
    if house.owner:
        os.chown(house.data / "recovery.signal", house.owner.pw_uid, house.owner.pw_gid)
    with house.serving(port):
        assert buying(settings).cause == cause


def checkpoint(settings: Settings) -> None:
    """The servers of tests end at once, and forget what they have not written."""
    with psycopg.connect(settings.database, autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def run(server: PostgresServer, program: str, *arguments: str) -> None:
    done = subprocess.run(
        [server.binaries / program, *arguments], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
