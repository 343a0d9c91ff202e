"""A secret in a file of its own, made once."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def make_once(file: Path, content: bytes) -> None:
    """The whole file appears at once, readable by its owner alone (0600), and on disk; whoever
    comes second leaves the file of whoever came first.

    Raises:
        OSError: it cannot be written there.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent) as made:  # which opens it with 0600
        made.write(content)
        made.flush()
        os.fsync(made.fileno())
        try:
            os.link(made.name, file)
        except FileExistsError:
            return
