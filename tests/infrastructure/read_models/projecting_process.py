"""A process that catches up with the long log, or is killed at a chosen instant of doing so."""

import os
import signal
import sys
from itertools import count

from sqlalchemy import event

from infrastructure.database.database import Database
from tests.infrastructure.read_models.memory_log import long_log
from tests.infrastructure.read_models.readings import prepared
from tests.infrastructure.read_models.shelves import ItemRow, Items, Movements


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying_fold(row: ItemRow) -> ItemRow:
    if row.last_position > 100:
        die()
    return row


def main(address: str, instant: str = "") -> None:
    database = Database(address)
    items = Items(touch=dying_fold) if instant == "folding" else Items()
    print("ready", flush=True)  # noqa: T201 - the test waits for it
    sys.stdin.readline()
    projections = prepared(database, long_log(), [items, Movements()], page_size=5)
    if instant == "committing":
        commits = count(1)
        event.listen(database.derived, "commit", lambda _: die() if next(commits) > 30 else None)
    projections.catch_up()
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
