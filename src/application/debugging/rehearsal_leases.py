"""Leases of a step that is run again for show: nobody else is there (B6)."""

from __future__ import annotations

from uuid import UUID

from application.ports.leases import Lease, Rest


class RehearsalLeases:
    """Implements Leases; the real ones, and whoever holds them, are left alone."""

    def take(self, subject: UUID, holder: str, seconds: float) -> bool:
        return True

    def renew(self, subject: UUID, holder: str, seconds: float) -> bool:
        return True

    def give_back(self, subject: UUID, holder: str) -> None:
        """Nothing was held."""

    def put_aside(self, subject: UUID, holder: str, rest: Rest) -> None:
        """Nothing was held."""

    def forget(self, subject: UUID) -> None:
        """Nothing is known."""

    def all(self) -> tuple[Lease, ...]:
        return ()
