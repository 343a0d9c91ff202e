"""Connections to a SQLite file for single statements that read: nothing is prepared around them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any


class SqliteProbes:
    """Threads may share it; there are as many connections as ever read at once."""

    def __init__(self, file: Path, timeout: float) -> None:
        self._file = file
        self._timeout = timeout
        self._free: list[sqlite3.Connection] = []

    def ask(self, statement: str, told: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """All rows; the connection is kept for the next who asks, unless the statement fails.

        Raises:
            sqlite3.Error: as the statement says.
        """
        connection = self._taken()
        try:
            found = connection.execute(statement, told).fetchall()
        except BaseException:
            connection.close()
            raise
        self._free.append(connection)
        return found

    def close(self) -> None:
        while self._free:
            self._free.pop().close()

    def _taken(self) -> sqlite3.Connection:
        try:
            return self._free.pop()
        except IndexError:
            return sqlite3.connect(
                self._file, self._timeout, isolation_level=None, check_same_thread=False
            )
