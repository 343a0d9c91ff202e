import ast
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError, IntegrityError

import infrastructure.database
from infrastructure.database import migrating
from infrastructure.database.database import Database
from infrastructure.database.schema import SchemaOutdated, SchemaTooNew, check, upgrade
from tests.infrastructure.database.processes import begin, finish, start

TABLES = {
    "alembic_version",
    "idempotency_keys",
    "ledger_chain",
    "ledger_head",
    "ledger_last_at",
    "ledger_newest_by",
    "price_sheets",
    "projection_builds",
    "schema_reach",
    "stored_events",
    "vendor_exchange",
    "vendor_gate",
    "work_lease",
}
JOB_TABLES = {
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
}


def test_an_empty_database_is_refused_until_it_is_upgraded(empty_database: Database) -> None:
    with pytest.raises(SchemaOutdated, match="has schema none") as refused:
        check(empty_database).require()
    assert refused.value.code == "schema_outdated"
    assert "perpetua db upgrade" in refused.value.advice

    upgrade(empty_database)

    state = check(empty_database)
    state.require()
    assert state.ok
    assert state.current == state.wanted


def test_an_older_schema_is_refused(empty_database: Database) -> None:
    upgrade(empty_database)
    _execute(empty_database, "DELETE FROM alembic_version")
    with pytest.raises(SchemaOutdated):
        check(empty_database).require()


def test_the_schema_of_a_newer_perpetua_that_took_something_away_is_refused(
    empty_database: Database,
) -> None:
    upgrade(empty_database)
    _execute(empty_database, "UPDATE alembic_version SET version_num = '9999'")
    _execute(empty_database, "UPDATE schema_reach SET works_from = '9998'")
    with pytest.raises(SchemaTooNew, match="9999"):
        check(empty_database).require()
    with pytest.raises(SchemaTooNew, match="9999"):
        upgrade(empty_database)
    _execute(empty_database, "DROP TABLE schema_reach")
    with pytest.raises(SchemaTooNew, match="9999"):
        check(empty_database).require()


def test_the_schema_of_a_newer_perpetua_that_only_added_is_worked_on(
    empty_database: Database,
) -> None:
    """So an older process that ends may start again, beside the newer ones."""
    upgrade(empty_database)
    _execute(empty_database, "UPDATE alembic_version SET version_num = '9999'")
    check(empty_database).require()
    upgrade(empty_database)
    assert check(empty_database).current == "9999"


def test_looking_at_a_missing_file_does_not_create_it(tmp_path: Path) -> None:
    assert not check(Database(f"sqlite:///{tmp_path}/perpetua.db")).ok
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_a_percent_sign_is_a_folder(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/100%/perpetua.db")
    upgrade(database)
    assert check(database).ok
    database.close()


def test_an_upgrade_creates_all_tables_and_a_second_one_changes_nothing(
    empty_database: Database,
) -> None:
    upgrade(empty_database)
    tables = TABLES if empty_database.is_sqlite else TABLES | JOB_TABLES
    assert set(inspect(empty_database.engine).get_table_names()) == tables
    _insert_version(empty_database, 1, "live")

    upgrade(empty_database)

    with empty_database.engine.connect() as connection:
        rows = connection.execute(text("SELECT position FROM projection_builds"))
        assert rows.scalars().all() == [0]


def test_a_failed_upgrade_leaves_the_database_as_it_was(empty_database: Database) -> None:
    if empty_database.is_sqlite:
        empty_database.file.parent.mkdir()
    _execute(empty_database, "CREATE TABLE price_sheets (mine text)")
    with pytest.raises(DatabaseError, match="price_sheets"):
        upgrade(empty_database)
    assert inspect(empty_database.engine).get_table_names() == ["price_sheets"]


def test_processes_may_upgrade_at_the_same_moment(empty_database: Database) -> None:
    imports = (
        "from infrastructure.database.database import Database\n"
        "from infrastructure.database.schema import upgrade"
    )
    processes = [
        start(imports, "upgrade(Database(sys.argv[1]))", [empty_database.address]) for _ in range(4)
    ]
    begin(processes)
    finish(processes)
    assert check(empty_database).ok


def test_a_read_model_has_one_live_version_and_any_number_being_built(
    empty_database: Database,
) -> None:
    upgrade(empty_database)
    for version, state in [(1, "live"), (2, "building"), (3, "building")]:
        _insert_version(empty_database, version, state)
    with pytest.raises(IntegrityError):
        _insert_version(empty_database, 4, "live")
    with pytest.raises(IntegrityError):
        _insert_version(empty_database, 5, "lively")


def test_b7_read_models_of_an_older_schema_stay_live_and_an_unfinished_rebuild_is_dropped(
    empty_database: Database,
) -> None:
    upgrade(empty_database)
    for statement in (
        "DROP TABLE projection_builds",
        "DROP TABLE ledger_last_at",
        "DROP TABLE ledger_newest_by",
        "CREATE TABLE projection_versions "
        "(name text, version integer, state text, position integer, error text)",
        "INSERT INTO projection_versions VALUES ('bss', 2, 'live', 7, 'event 8')",
        "INSERT INTO projection_versions VALUES ('bss.new', 2, 'building', 3, NULL)",
        "CREATE TABLE bss_v2_new (mine text)",
        "UPDATE alembic_version SET version_num = '0005'",
    ):
        _execute(empty_database, statement)

    upgrade(empty_database)

    with empty_database.engine.connect() as connection:
        kept = connection.execute(text("SELECT * FROM projection_builds")).all()
    assert kept == [("bss", 2, 1, "live", 7, None, None)]
    assert "bss_v2_new" not in inspect(empty_database.engine).get_table_names()


def test_readers_on_sqlite_do_not_wait_for_writers(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/perpetua.db")
    upgrade(database)
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    database.close()


def test_migrations_are_frozen_and_import_nothing_of_ours() -> None:
    versions = Path(infrastructure.database.__path__[0]) / "migrations" / "versions"
    scripts = sorted(versions.glob("*.py"))
    assert scripts
    for script in scripts:
        nodes = ast.walk(ast.parse(script.read_text()))
        imported = {
            name
            for node in nodes
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (getattr(node, "module", None), *(alias.name for alias in node.names))
        }
        assert imported <= {None, "alembic", "op", "sqlalchemy", "text", "pathlib", "Path"}


def _insert_version(database: Database, version: int, state: str) -> None:
    _execute(
        database,
        "INSERT INTO projection_builds (name, version, number, state, position) "
        f"VALUES ('bss', {version}, 1, '{state}', 0)",
    )


def _execute(database: Database, statement: str) -> None:
    with database.writing().begin() as connection:
        connection.execute(text(statement))


def test_the_files_of_the_migrations_are_named_by_their_revisions() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    newest_first = [script.revision for script in scripts.walk_revisions()]
    assert list(migrating.REVISIONS) == newest_first[::-1]
