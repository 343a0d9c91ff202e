"""Landmarks outside the database: an empty file for each, whose name says everything."""

from __future__ import annotations

import os
import re
from pathlib import Path
from uuid import UUID

from application.ports.ledger_home import Landmark, WitnessFailed

_MARK = ".seen-"
_NAME = re.compile(r"(?P<epoch>\d+)-(?P<position>\d+)-(?P<command>[0-9a-f-]{36})")


class Landmarks:
    """Files `NAME.seen-EPOCH-POSITION-COMMAND` in a folder; the highest one counts.

    Whoever puts a backup of the whole folder over it brings older names back and takes no newer
    one away; processes that write at once need no lock.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._prefix = f"{name}{_MARK}"

    def highest(self) -> Landmark | None:
        return max(self._kept(), default=None)

    def keep(self, landmark: Landmark) -> None:
        """Durable when it returns.

        Raises:
            WitnessFailed: the folder cannot be written.
        """
        kept = self._kept()
        if kept and landmark <= max(kept):
            return
        try:
            self._create(landmark)
        except OSError as fault:
            raise WitnessFailed(
                f"Buying waits: {self._folder} cannot be written ({fault.strerror}).",
                advice="It must be writable: what is kept there recognises a restored ledger.",
            ) from fault
        for each in kept:
            self._file(each).unlink(missing_ok=True)

    def _create(self, landmark: Landmark) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file(landmark).touch()
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _kept(self) -> list[Landmark]:
        if not self._folder.exists():
            return []
        names = (file.name for file in self._folder.iterdir())
        ours = (_read(each, self._prefix) for each in names if each.startswith(self._prefix))
        return [each for each in ours if each]

    def _file(self, landmark: Landmark) -> Path:
        numbers = f"{landmark.epoch}-{landmark.position}"
        return self._folder / f"{self._prefix}{numbers}-{landmark.command_id}"


def _read(name: str, prefix: str) -> Landmark | None:
    """None for a name that is none of ours, such as that of a file manager's copy."""
    found = _NAME.fullmatch(name.removeprefix(prefix))
    if found is None:
        return None
    return Landmark(int(found["epoch"]), int(found["position"]), UUID(found["command"]))
