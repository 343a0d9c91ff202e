"""A Perpetua of the next release: one more migration, told on the command line.

`python -m tests.infrastructure.database.next_release FOLDER STATEMENT [COMMAND …]`
"""

import shutil
import sys
from pathlib import Path

from infrastructure.database import migrating

REVISION = "9000"
_SCRIPT = """
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    op.execute({statement!r})
"""


def become_next_release(folder: Path, statement: str) -> None:
    """From now on this process knows one more migration."""
    before = migrating.REVISIONS[-1]
    shutil.copytree(migrating.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = _SCRIPT.format(revision=REVISION, before=before, statement=statement)
    (folder / "versions" / f"{REVISION}_next.py").write_text(script)
    migrating.MIGRATIONS = folder
    migrating.REVISIONS = (*migrating.REVISIONS, REVISION)


if __name__ == "__main__":
    become_next_release(Path(sys.argv[1]), sys.argv[2])
    sys.argv[1:] = sys.argv[3:]
    from entrypoints.cli.main import main

    main()
