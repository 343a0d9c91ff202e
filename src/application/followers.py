"""Those who follow the ledger, each at its own position."""

from __future__ import annotations

from application.bus import Projector


class Followers:
    """Implements Projector: all of them catch up, in this order."""

    def __init__(self, *followers: Projector) -> None:
        self._followers = followers

    def catch_up(self) -> None:
        """Everything that the ledger holds now."""
        for each in self._followers:
            each.catch_up()
