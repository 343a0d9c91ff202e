import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from core.kernel.errors import Invalid
from infrastructure.database.database import Database


@pytest.mark.parametrize(
    "address", ["", "perpetua.db", "mysql://host/perpetua", "sqlite://", "sqlite:///:memory:"]
)
def test_only_a_sqlite_file_or_postgresql_is_a_database(address: str) -> None:
    with pytest.raises(Invalid, match="neither a SQLite file nor a PostgreSQL database"):
        Database(address).url  # noqa: B018


def test_a_refused_address_is_not_shown_since_it_may_hold_a_password() -> None:
    with pytest.raises(Invalid) as refused:
        Database("mysql://anna:secret@host/perpetua").url  # noqa: B018
    assert "secret" not in str(refused.value) + refused.value.advice


def test_a_writing_transaction_on_sqlite_locks_at_its_beginning(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/perpetua.db")
    with database.writing().begin():
        impatient = sqlite3.connect(database.file, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            impatient.execute("BEGIN IMMEDIATE")
        impatient.close()
    database.close()


def test_a_commit_on_sqlite_is_durable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/perpetua.db")
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    database.close()


def test_an_aborted_transaction_leaves_nothing_not_even_a_table(empty_database: Database) -> None:
    if empty_database.is_sqlite:
        empty_database.file.parent.mkdir()
    with empty_database.writing().connect() as connection:
        connection.execute(text("CREATE TABLE licence (name text)"))
        connection.rollback()
    assert inspect(empty_database.engine).get_table_names() == []


def test_postgresql_tells_times_in_utc_wherever_it_stands(postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2]
    database = Database(postgres_url)
    with database.writing().begin() as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET timezone TO 'Europe/Athens'"))
    database.engine.dispose()
    with database.engine.connect() as connection:
        moment = connection.execute(text("SELECT now()")).scalar_one()
    assert isinstance(moment, datetime)
    assert moment.utcoffset() == timedelta(0)
    assert abs(moment - datetime.now(UTC)) < timedelta(minutes=1)
    database.close()
