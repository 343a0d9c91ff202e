"""The secret that signs sessions and forms: set, or made in the data folder at first use."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from entrypoints.settings import Settings

_BYTES = 32


def session_key(settings: Settings) -> str:
    """The setting, else the file's; several machines that serve the same people set one.

    Raises:
        OSError: the data folder cannot be read or written.
    """
    return settings.session_key.get_secret_value() or _kept(settings.data_dir / "session-key")


def _kept(file: Path) -> str:
    """Of processes that begin at once, all take the key of the first."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=file.parent) as made:  # which opens it with 0600
            made.write(secrets.token_urlsafe(_BYTES))
            made.flush()
            with suppress(FileExistsError):
                os.link(made.name, file)
    return file.read_text()
