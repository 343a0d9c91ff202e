"""The ledger, the positions of the read models, raw price sheets, and idempotency keys."""

from alembic import op

revision = "0001"
down_revision = None

# `stored_events` (and its type) as eventsourcing 9.5.6 makes it: its recorders read and write it.
_SQLITE = """
CREATE TABLE stored_events (
    originator_id TEXT,
    originator_version INTEGER,
    topic TEXT,
    state BLOB,
    PRIMARY KEY (originator_id, originator_version)
);
CREATE TABLE projection_versions (
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('building', 'live', 'retired')),
    position INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (name, version)
);
CREATE UNIQUE INDEX projection_versions_one_live ON projection_versions (name)
    WHERE state = 'live';
CREATE TABLE price_sheets (
    sha256 TEXT NOT NULL PRIMARY KEY,
    country TEXT NOT NULL,
    content BLOB NOT NULL,
    kept_at TEXT NOT NULL
);
CREATE TABLE idempotency_keys (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    command_id TEXT NOT NULL,
    status INTEGER,
    body BLOB,
    created_at TEXT NOT NULL,
    PRIMARY KEY (actor, key)
)
"""

_POSTGRESQL = """
CREATE TYPE stored_event_uuid AS (
    originator_id uuid,
    originator_version bigint,
    topic text,
    state bytea
);
CREATE TABLE stored_events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text,
    state bytea,
    notification_id bigserial,
    PRIMARY KEY (originator_id, originator_version)
) WITH (
    autovacuum_enabled = true,
    autovacuum_vacuum_threshold = 100000000,
    autovacuum_vacuum_scale_factor = 0.5,
    autovacuum_analyze_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.01
);
CREATE UNIQUE INDEX stored_events_notification_id_idx ON stored_events (notification_id ASC);
CREATE TABLE projection_versions (
    name text NOT NULL,
    version integer NOT NULL,
    state text NOT NULL CHECK (state IN ('building', 'live', 'retired')),
    position bigint NOT NULL,
    error text,
    PRIMARY KEY (name, version)
);
CREATE UNIQUE INDEX projection_versions_one_live ON projection_versions (name)
    WHERE state = 'live';
CREATE TABLE price_sheets (
    sha256 text PRIMARY KEY,
    country text NOT NULL,
    content bytea NOT NULL,
    kept_at timestamptz NOT NULL
);
CREATE TABLE idempotency_keys (
    actor text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    command_id uuid NOT NULL,
    status integer,
    body bytea,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (actor, key)
)
"""


def upgrade() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for statement in (_SQLITE if is_sqlite else _POSTGRESQL).split(";\n"):
        op.execute(statement)
