"""On SQLite one process serves or works at a time (SPEC section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from core.kernel.errors import Refused
from entrypoints.settings import Settings


class AlreadyServed(Refused):
    """Another `serve` or `worker` runs on the same SQLite file."""

    code = "already_served"


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Hold the lock of the SQLite file; on PostgreSQL any number of processes may run.

    Raises:
        AlreadyServed: another process holds it.
    """
    file = settings.sqlite_file
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(f"{file}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as held:
        raise AlreadyServed(
            f"Another serve or worker runs on {file}.",
            advice="Stop that one first, or use PostgreSQL, where any number may run.",
        ) from held
    try:
        yield
    finally:
        lock.release()
