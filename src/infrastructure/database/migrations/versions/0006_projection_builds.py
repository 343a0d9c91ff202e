"""Several tables of one version of a read model side by side, so that a switch can be undone."""

from alembic import op

revision = "0006"
down_revision = "0005"
works_from = "0006"  # programs before it read projection_versions

_UNFINISHED = "SELECT name, version FROM projection_versions WHERE name LIKE '%%.new'"
_BOOK = """
CREATE TABLE projection_builds (
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('building', 'ready', 'live', 'retired', 'dropped')),
    position BIGINT NOT NULL,
    error TEXT,
    PRIMARY KEY (name, version, number)
);
CREATE UNIQUE INDEX projection_builds_one_live ON projection_builds (name)
    WHERE state = 'live';
INSERT INTO projection_builds
    SELECT name, version, 1, state, position, NULL FROM projection_versions
    WHERE name NOT LIKE '%.new';
DROP TABLE projection_versions
"""


def upgrade() -> None:
    for name, version in op.get_bind().exec_driver_sql(_UNFINISHED).all():
        op.execute(f"DROP TABLE {name.removesuffix('.new')}_v{version}_new")
    for statement in _BOOK.split(";\n"):
        op.execute(statement)
