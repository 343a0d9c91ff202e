"""Which comparisons of an instance with Microsoft came out clean (B2, D33)."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID


class CleanReconciliations(Protocol):
    def latest(self, instance_id: UUID, since: datetime) -> UUID | None:
        """The latest reconciliation of the instance that was begun at or after a UTC time, read
        everything and left nothing to settle; None when there is none."""
        ...
