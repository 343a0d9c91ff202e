"""The hash chain over the stored events, and its signed heads (B4)."""

from alembic import op

revision = "0005"
down_revision = "0004"

_CHAIN = """
CREATE TABLE ledger_chain (
    begins_after {number} NOT NULL PRIMARY KEY,
    position {number} NOT NULL UNIQUE,
    events {number} NOT NULL,
    positions {bytes} NOT NULL,
    hashes {bytes} NOT NULL
)
"""
_HEADS = """
CREATE TABLE ledger_head (
    position {number} NOT NULL,
    hash text NOT NULL,
    events {number} NOT NULL,
    signed_at text NOT NULL,
    public_key text NOT NULL,
    signature text NOT NULL,
    PRIMARY KEY (signed_at, position, public_key)
)
"""


def upgrade() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    number, some_bytes = ("integer", "blob") if is_sqlite else ("bigint", "bytea")
    op.execute(_CHAIN.format(number=number, bytes=some_bytes))
    op.execute(_HEADS.format(number=number, bytes=some_bytes))
