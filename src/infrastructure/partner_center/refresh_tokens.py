"""The newest refresh token of each sign-in, kept for the next process (contract 1.2)."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

LONGEST_WAIT = 10.0
"""Seconds to wait for another process that is writing the file."""

Kept = dict[str, dict[str, str]]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SignIn:
    """A partner tenant, the reference of its credentials, and their configured refresh token."""

    tenant: str
    reference: str
    configured: str = field(repr=False)

    @property
    def key(self) -> str:
        return f"{self.tenant}/{self.reference}"

    @property
    def origin(self) -> str:
        """Tells a configured token from the next one without telling either."""
        return hashlib.sha256(self.configured.encode()).hexdigest()


class RefreshTokens:
    """Rotated tokens, in a file that only its owner reads; without a file, in memory.

    A token counts for as long as the configured one that it descends from stays configured. The
    processes of a machine share the file: it is read before each use, and replaced as a whole.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._unsaved: Kept = {}
        self._lock = Lock()

    def newest(self, sign_in: SignIn) -> str:
        """The token to sign in with."""
        with self._lock:
            kept = (self._saved() | self._unsaved).get(sign_in.key, {})
        if kept.get("configured") != sign_in.origin:
            return sign_in.configured
        return kept.get("refresh_token") or sign_in.configured

    def keep(self, sign_in: SignIn, token: str) -> None:
        """Replace the sign-in's token; where the file cannot be written, for this process only."""
        entry = {sign_in.key: {"configured": sign_in.origin, "refresh_token": token}}
        with self._lock:
            if self._file is not None:
                try:
                    self._write(self._file, entry)
                except (OSError, Timeout) as failed:
                    _log.warning("A new refresh token was not kept: %s", type(failed).__name__)
                else:
                    self._unsaved.pop(sign_in.key, None)
                    return
            self._unsaved |= entry

    def _write(self, file: Path, entry: Kept) -> None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(f"{file}.lock", timeout=LONGEST_WAIT):
            text = json.dumps(self._saved() | entry, indent=1)
            handle, made = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
            try:
                with os.fdopen(handle, "w") as new:  # mkstemp's files are for their owner only
                    new.write(text)
                Path(made).replace(file)
            except OSError:
                Path(made).unlink(missing_ok=True)
                raise

    def _saved(self) -> Kept:
        """What the file holds; a file that cannot be read costs no more than the next sign-in."""
        if self._file is None:
            return {}
        try:
            kept = json.loads(self._file.read_text())
            return {key: dict(entry) for key, entry in kept.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as failed:
            _log.warning("The kept refresh tokens are unreadable: %s", type(failed).__name__)
            return {}
