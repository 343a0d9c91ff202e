"""At which event a read model stands, and not its position alone: a restore uses those again."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("ALTER TABLE projection_builds ADD COLUMN mark text")
