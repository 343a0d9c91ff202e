"""Where a ledger in memory lies, and which reconciliations were clean: as a test says."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from application.ports.ledger_home import Landmark


class FakeHome:
    """A test moves the ledger by giving another `place`."""

    def __init__(self) -> None:
        self.place = "memory:here"
        self.kept: Landmark | None = None

    def identity(self) -> str:
        return self.place

    def landmark(self) -> Landmark | None:
        return self.kept

    def remember(self, landmark: Landmark) -> None:
        self.kept = max(landmark, self.kept or landmark)


class FakeReconciliations:
    """Clean reconciliations by instance: when each was begun, and its id."""

    def __init__(self) -> None:
        self.clean: dict[UUID, tuple[datetime, UUID]] = {}

    def latest(self, instance_id: UUID, since: datetime) -> UUID | None:
        begun_at, reconciliation = self.clean.get(instance_id, (None, None))
        return reconciliation if begun_at and begun_at >= since else None
