"""Which position of the ledger a time stands for (D34); filled when somebody asks for a time."""

from alembic import op

revision = "0007"
down_revision = "0006"

_LAST_AT = """
CREATE TABLE ledger_last_at (
    time {bytes} NOT NULL PRIMARY KEY,
    position {number} NOT NULL
)
"""
_NEWEST_BY = """
CREATE TABLE ledger_newest_by (
    position {number} NOT NULL PRIMARY KEY,
    time {bytes} NOT NULL
)
"""


def upgrade() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    number, some_bytes = ("integer", "blob") if is_sqlite else ("bigint", "bytea")
    for table in (_LAST_AT, _NEWEST_BY):
        op.execute(table.format(number=number, bytes=some_bytes))
