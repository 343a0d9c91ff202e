"""The secret that signs sessions and forms: set, or made in the data folder at first use."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from entrypoints.settings import Settings

_BYTES = 32


def session_key(settings: Settings) -> str:
    """The setting, else the file's; several machines that serve the same people set one."""
    return settings.session_key.get_secret_value() or _kept(settings.data_dir / "session-key")


def _kept(file: Path) -> str:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    made = secrets.token_urlsafe(_BYTES)
    with os.fdopen(handle, "w") as written:
        written.write(made)
    return made
