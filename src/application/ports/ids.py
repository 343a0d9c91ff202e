"""New identities."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID


class Ids(Protocol):
    def new(self) -> UUID:
        """A new UUIDv7: unique, and ordered by the time of its making."""
        ...
