"""The home of a SQLite file: its place in the file system, with landmarks beside it."""

from __future__ import annotations

import os
from pathlib import Path

from application.ports.ledger_home import Landmark
from infrastructure.ledger_home.birth import birth_of
from infrastructure.ledger_home.landmarks import Landmarks


class SqliteHome:
    """The file system, the file's inode and when it was born.

    Noticed: a copy anywhere; another file in its place (`cp` after `rm`, `tar`, `rsync`, a move
    from another file system); older content written into the same file (`cp` over it, SQLite's own
    restore), if a purchase was begun since, even when old landmarks came along. Not noticed, and
    harmless: restarts, VACUUM, upgrades, a move within the file system (there is still but one).
    Not noticed: a whole disk or virtual machine that is set back or cloned, or landmarks that are
    deleted before older content is written into the same file. What was bought since stands at
    Microsoft with a reference that the ledger does not know: a reconciliation reports it.
    """

    def __init__(self, file: Path) -> None:
        self._path = file
        self._landmarks = Landmarks(file.parent, file.name)

    def identity(self) -> str:
        found = self._path.stat()
        place = os.statvfs(self._path).f_fsid or found.st_dev
        return f"sqlite:{place:x}/{found.st_ino}/{birth_of(self._path):x}"

    def landmark(self) -> Landmark | None:
        return self._landmarks.highest()

    def remember(self, landmark: Landmark) -> None:
        self._landmarks.keep(landmark)
