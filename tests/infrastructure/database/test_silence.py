"""When a pooled connection is pinged (B6)."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine

from infrastructure.database import reaching
from infrastructure.database.database import Database
from tests.support.postgres import PostgresServer


@pytest.fixture
def engine(postgres: PostgresServer) -> Iterator[Engine]:
    url = postgres.create_database()
    database = Database(url)
    yield database.engine
    database.close()
    postgres.drop_database(url)


def test_a_connection_that_was_used_a_moment_ago_is_not_pinged(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinged = _pings(engine, monkeypatch)
    _ask(engine)
    _ask(engine)
    assert pinged == []

    monkeypatch.setattr(reaching, "_MOMENT", 0.0)
    _ask(engine)
    assert len(pinged) == 1


def test_a_connection_that_the_server_ended_a_moment_ago_is_replaced(engine: Engine) -> None:
    ended = _ask(engine)
    with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(False)) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])

    assert _ask(engine) != ended


def _ask(engine: Engine) -> int:
    """The number of the server's process that answers."""
    with engine.begin() as connection:
        found: int = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        return found


def _pings(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    pinged: list[object] = []
    ping = engine.dialect.do_ping

    def counted(connection: object) -> bool:
        pinged.append(connection)
        return ping(connection)  # type: ignore[arg-type]

    monkeypatch.setattr(engine.dialect, "do_ping", counted)
    return pinged
