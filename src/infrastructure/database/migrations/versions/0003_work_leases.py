"""Who works on what, and how fast Microsoft may be asked: hints that all processes share."""

from alembic import op

revision = "0003"
down_revision = "0002"

_SQLITE = """
CREATE TABLE work_lease (
    subject TEXT NOT NULL PRIMARY KEY,
    holder TEXT,
    until TEXT NOT NULL,
    rests_until TEXT,
    state TEXT,
    looks INTEGER NOT NULL DEFAULT 0,
    trouble TEXT
);
CREATE TABLE vendor_gate (
    tenant TEXT NOT NULL PRIMARY KEY,
    full_at INTEGER NOT NULL
)
"""

_POSTGRESQL = """
CREATE TABLE work_lease (
    subject uuid PRIMARY KEY,
    holder text,
    until timestamptz NOT NULL,
    rests_until timestamptz,
    state text,
    looks integer NOT NULL DEFAULT 0,
    trouble text
);
CREATE TABLE vendor_gate (
    tenant text PRIMARY KEY,
    full_at bigint NOT NULL
)
"""


def upgrade() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for statement in (_SQLITE if is_sqlite else _POSTGRESQL).split(";\n"):
        op.execute(statement)
