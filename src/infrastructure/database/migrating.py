"""Migrations, each a script that is frozen once it is released, and how far back they reach."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"
REVISIONS = tuple(sorted(file.name[:4] for file in MIGRATIONS.glob("versions/[0-9]*.py")))
"""Revisions that this program knows, oldest first: a migration's file begins with its number."""
_REACH = "CREATE TABLE IF NOT EXISTS schema_reach (works_from TEXT NOT NULL)"
_NOTE = text("INSERT INTO schema_reach VALUES (:works_from)")


def migrate(connection: Connection, target: str) -> None:
    """Bring the schema to a revision, or so many further: `head`, `+1`.

    A migration only adds; one that takes something away says in `works_from` of which revision a
    program must at least be that does without it (ADR 0014).
    """
    from alembic import command  # a third of every command's start, needed by this one only
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, target)
    applied = ScriptDirectory.from_config(config).iterate_revisions(_revision(connection), "base")
    _note(connection, max(getattr(each.module, "works_from", "") for each in applied))


def standing(connection: Connection) -> tuple[str | None, str | None]:
    """The schema's revision, and the oldest one whose programs work on it; None: not known."""
    revision = _revision(connection)
    if revision in (None, *REVISIONS) or not inspect(connection).has_table("schema_reach"):
        return revision, None
    found = connection.exec_driver_sql("SELECT works_from FROM schema_reach").scalar()
    return revision, str(found) if found is not None else None


def _revision(connection: Connection) -> str | None:
    """What Alembic wrote down; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found is not None else None


def _note(connection: Connection, works_from: str) -> None:
    """For programs that are older than the schema and cannot read its scripts."""
    connection.exec_driver_sql(_REACH)
    connection.exec_driver_sql("DELETE FROM schema_reach")
    connection.execute(_NOTE, {"works_from": works_from})
