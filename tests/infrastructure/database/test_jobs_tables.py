"""The job engine's tables are the ones that the installed engine wants, and our one index (B13)."""

import psycopg
from alembic import command
from alembic.config import Config
from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import text

from infrastructure.database import migrating
from infrastructure.database.database import Database
from infrastructure.database.schema import check, upgrade
from tests.support.postgres import PostgresServer

LIKE = "LIKE 'procrastinate%'"
CATALOGUE = [
    "SELECT table_name, column_name, data_type, column_default, is_nullable"
    f" FROM information_schema.columns WHERE table_name {LIKE} ORDER BY 1, ordinal_position",
    f"SELECT indexdef FROM pg_indexes WHERE tablename {LIKE} ORDER BY 1",
    f"SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname {LIKE} ORDER BY 1",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
    f" WHERE conrelid::regclass::text {LIKE} ORDER BY 1",
    "SELECT typname, enumlabel FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid"
    " ORDER BY 1, enumsortorder",
    "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
    " WHERE attrelid = 'procrastinate_job_to_defer_v1'::regclass ORDER BY attnum",
]


def test_the_jobs_tables_are_the_engines_but_for_our_index(
    postgres: PostgresServer, postgres_url: str
) -> None:
    theirs = postgres.create_database()
    with App(connector=SyncPsycopgConnector(conninfo=theirs, min_size=1)).open() as app:
        app.schema_manager.apply_schema()
    upgrade(database := Database(postgres_url))
    database.close()
    with psycopg.connect(postgres_url) as connection:
        connection.execute("DROP INDEX jobs_one_unfinished")
        connection.commit()
    assert _described(postgres_url) == _described(theirs)
    postgres.drop_database(theirs)


def test_a_ledger_of_the_first_schema_is_upgraded_with_what_it_holds(
    empty_database: Database,
) -> None:
    _upgrade_to_the_first(empty_database)
    assert check(empty_database).current == "0001"
    _execute(
        empty_database,
        "INSERT INTO stored_events (originator_id, originator_version, topic)"
        " VALUES ('01953a10-0000-7000-8000-000000000001', 1, 'asset.created.v1')",
    )

    upgrade(empty_database)

    assert check(empty_database).ok
    with empty_database.engine.connect() as connection:
        topics = connection.execute(text("SELECT topic FROM stored_events")).scalars().all()
    assert topics == ["asset.created.v1"]


def _upgrade_to_the_first(database: Database) -> None:
    if database.is_sqlite:
        database.file.parent.mkdir()
    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with database.writing().begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


def _execute(database: Database, statement: str) -> None:
    with database.writing().begin() as connection:
        connection.execute(text(statement))


def _described(url: str) -> list[object]:
    with psycopg.connect(url) as connection:
        described = [connection.execute(query.encode()).fetchall() for query in CATALOGUE]
    assert all(described)
    return [*described]
