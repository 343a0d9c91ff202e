"""Raw price sheets, kept once as evidence of where prices came from."""

from __future__ import annotations

from typing import Protocol


class Evidence(Protocol):
    def keep(self, country: str, sha256: str, content: bytes) -> None:
        """Keep a sheet under its SHA-256; a sheet that is kept already stays as it is."""
        ...
