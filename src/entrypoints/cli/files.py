"""Files that a command writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from entrypoints.cli.failures import WrongUsage


@contextmanager
def written_to(file: Path) -> Iterator[IO[bytes]]:
    """
    Raises:
        WrongUsage: it cannot be written.
    """
    try:
        with file.open("wb") as opened:
            yield opened
    except OSError as fault:
        raise WrongUsage(f"{file} cannot be written: {fault.strerror}") from fault
