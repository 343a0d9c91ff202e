"""The book of read models alone, made faster than by all migrations."""

from infrastructure.database.database import Database

_BOOK = (
    """
    CREATE TABLE projection_versions (
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('building', 'live', 'retired')),
        position BIGINT NOT NULL,
        error TEXT,
        PRIMARY KEY (name, version)
    )
    """,
    """
    CREATE UNIQUE INDEX projection_versions_one_live ON projection_versions (name)
    WHERE state = 'live'
    """,
)


def make_book(database: Database) -> None:
    with database.writing().begin() as connection:
        for statement in _BOOK:
            connection.exec_driver_sql(statement)
