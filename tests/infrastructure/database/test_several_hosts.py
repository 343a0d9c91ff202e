"""A cluster's address names all its hosts; whichever leads answers."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from application.ports.database_away import DatabaseAway
from core.kernel.errors import Invalid
from infrastructure.database.database import Database, psycopg_options
from infrastructure.database.schema import upgrade
from infrastructure.event_store.ledger import EventStoreLedger
from tests.support.postgres import free_port

LEADS = "target_session_attrs=read-write"


def options(address: str) -> dict[str, object]:
    return psycopg_options(Database(address).url)


def test_every_host_port_and_option_of_the_address_reaches_the_driver() -> None:
    found = options(f"postgresql://anna:a%2Cb@db1:5432,db2:5433,db3:5434/perpetua?{LEADS}")
    assert {name: found[name] for name in ("host", "port", "user", "password", "dbname")} == {
        "host": "db1,db2,db3",
        "port": "5432,5433,5434",
        "user": "anna",
        "password": "a,b",
        "dbname": "perpetua",
    }
    assert found["target_session_attrs"] == "read-write"


@pytest.mark.parametrize(
    ("hosts", "host", "port"),
    [
        ("db1,db2", "db1,db2", ","),
        ("db1:5433,db2", "db1,db2", "5433,"),
        ("[::1]:5432,[fe80::2]:5433", "::1,fe80::2", "5432,5433"),
    ],
)
def test_ports_may_be_left_out_and_hosts_be_of_any_kind(hosts: str, host: str, port: str) -> None:
    found = options(f"postgresql://{hosts}/perpetua")
    assert (found["host"], found["port"]) == (host, port)


@pytest.mark.parametrize("hosts", ["db1:x", "db1:x,db2:5432", "db1:5432,", "[::1:5432,db2"])
def test_a_host_that_is_none_is_refused_without_showing_the_password(hosts: str) -> None:
    with pytest.raises(Invalid, match="neither a SQLite file nor") as refused:
        Database(f"postgresql://anna:secret@{hosts}/perpetua").url  # noqa: B018
    assert "secret" not in str(refused.value)


def with_a_dead_first_host(postgres_url: str) -> str:
    before, _, place = postgres_url.partition("@")
    return f"{before}@127.0.0.1:{free_port()},{place}?{LEADS}"


@pytest.fixture
def cluster(postgres_url: str) -> Iterator[Database]:
    """A database on the second of two hosts; nobody answers at the first."""
    database = Database(with_a_dead_first_host(postgres_url))
    yield database
    database.close()


def test_ledger_and_tables_are_found_behind_a_dead_host(cluster: Database) -> None:
    upgrade(cluster)
    ledger = EventStoreLedger(cluster)
    assert ledger.end() == 0
    ledger.close()


def test_a_host_that_only_reads_is_passed_over(cluster: Database, postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2]
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(DatabaseAway, match="session is read-only"), cluster.engine.connect():
        pass
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    with cluster.engine.connect() as found:
        assert found.execute(text("SHOW transaction_read_only")).scalar() == "off"
