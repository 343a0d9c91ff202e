"""Where a ledger in memory lies: as a test says."""

from __future__ import annotations

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
