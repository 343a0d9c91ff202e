"""Where the ledger lies, and who remembers there how far it had come (D33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.epoch.errors import BuyingIsPaused


@dataclass(frozen=True, order=True)
class Landmark:
    """An event that the ledger held when a purchase began: whoever lacks it is an older ledger.

    The event is that at `position`, and `command_id` wrote it; a later `epoch` counts more than a
    later position.
    """

    epoch: int
    position: int
    command_id: UUID


class WitnessFailed(BuyingIsPaused):
    """A landmark cannot be kept, so that a restored ledger would not be recognised."""

    code = "witness_failed"


class LedgerHome(Protocol):
    """The physical place of the ledger's database."""

    def identity(self) -> str:
        """A fingerprint that stays while the database does, and that a copy of it has not."""
        ...

    def landmark(self) -> Landmark | None:
        """The latest landmark kept outside the database; None when there is none here."""
        ...

    def remember(self, landmark: Landmark) -> None:
        """Keep a landmark durably; an earlier one than that which is kept changes nothing.

        Raises:
            WitnessFailed: it cannot be kept.
        """
        ...
