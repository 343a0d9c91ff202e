"""What was said between Perpetua and Microsoft about each asset (B6)."""

from alembic import op

revision = "0004"
down_revision = "0002"

_TABLE = """
CREATE TABLE vendor_exchange (
    conversation_id {uuid} NOT NULL,
    sequence integer NOT NULL,
    asset_id {uuid} NOT NULL,
    attempt integer NOT NULL,
    step text NOT NULL,
    version integer NOT NULL,
    stored integer,
    trouble text,
    began_at {time} NOT NULL,
    sent_at {time} NOT NULL,
    method text NOT NULL,
    path text NOT NULL,
    request_id text NOT NULL,
    request text NOT NULL,
    status integer,
    failure text,
    headers text NOT NULL,
    answer text NOT NULL,
    cut boolean NOT NULL,
    milliseconds integer NOT NULL,
    PRIMARY KEY (conversation_id, sequence)
)
"""
_OF_AN_ASSET = "CREATE INDEX vendor_exchange_of_an_asset ON vendor_exchange (asset_id)"


def upgrade() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    types = ("text", "text") if is_sqlite else ("uuid", "timestamptz")
    uuid, time = types
    op.execute(_TABLE.format(uuid=uuid, time=time))
    op.execute(_OF_AN_ASSET)
