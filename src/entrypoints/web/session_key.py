"""The secret that signs sessions and forms: set, or made in the data folder at first use."""

from __future__ import annotations

import secrets
from pathlib import Path

from entrypoints.settings import Settings
from infrastructure.runtime.secret_file import make_once

_BYTES = 32


def session_key(settings: Settings) -> str:
    """The setting, else the file's; several machines that serve the same people set one.

    Raises:
        OSError: the data folder cannot be read or written.
    """
    return settings.session_key.get_secret_value() or _kept(settings.data_dir / "session-key")


def _kept(file: Path) -> str:
    if not file.exists():
        make_once(file, secrets.token_urlsafe(_BYTES).encode())
    return file.read_text()
