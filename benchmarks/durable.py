"""A part of P9: what provisioning must have on disk before it goes on, and nothing else of ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

_EVENT = bytes(700)
"""As long as a usual event in its envelope."""


@dataclass(frozen=True)
class Durable:
    """What the protocol stores on disk before it goes on, without anything else of ours."""

    ledger: sqlite3.Connection
    folder: Path

    def store(self) -> None:
        """Four saves and the recorded exchanges, each a commit; a landmark beside the ledger."""
        for _ in range(5):
            self.ledger.execute("BEGIN IMMEDIATE")
            self.ledger.execute("INSERT INTO stored VALUES (?)", (_EVENT,))
            self.ledger.execute("COMMIT")
        (self.folder / uuid4().hex).touch()
        directory = os.open(self.folder, os.O_RDONLY)
        os.fsync(directory)
        os.close(directory)


@contextmanager
def durable(folder: Path) -> Iterator[Durable]:
    """An empty ledger of its own, as durable as ours."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as ledger:
        ledger.execute("PRAGMA journal_mode=WAL")
        ledger.execute("PRAGMA synchronous=FULL")
        ledger.execute("CREATE TABLE stored (event BLOB)")
        yield Durable(ledger, folder)
