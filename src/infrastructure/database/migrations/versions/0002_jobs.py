"""Tables of the job engine, on PostgreSQL; an embedded Perpetua runs its jobs in process."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"

# Procrastinate 3.10.0's own schema, kept beside this file (MIT licence); frozen like every script.
_ENGINE = Path(__file__).with_suffix(".sql")
_ONE_UNFINISHED_JOB_OF_A_KEY = """
CREATE UNIQUE INDEX jobs_one_unfinished ON procrastinate_jobs (lock)
    WHERE status IN ('todo', 'doing')
"""


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        return
    as_it_is = {"no_parameters": True}  # many statements at once, with percent signs
    for script in (_ENGINE.read_text(encoding="utf-8"), _ONE_UNFINISHED_JOB_OF_A_KEY):
        op.get_bind().exec_driver_sql(script, execution_options=as_it_is)
