"""Request ids of one attempt's calls: the same after a timeout, new after any answer (D32)."""

from __future__ import annotations

from collections import Counter
from uuid import UUID, uuid5

from application.ports.microsoft.errors import VendorUnavailable
from core.asset.asset import Asset
from core.ids import AttemptId

CREATE_CART, RENEW_CART, CHECK_OUT = "create-cart", "renew-cart", "check-out"


class RequestIds:
    """Derived from the attempt, so that a resumed process asks with the id it asked before."""

    def __init__(self) -> None:
        self._answers: Counter[tuple[AttemptId, str]] = Counter()

    def of(self, asset: Asset, call: str) -> UUID:
        """The id of the next such call of the asset's current attempt."""
        if asset.attempt is None:
            raise ValueError(f"asset {asset.id} has no attempt yet")
        attempt = asset.attempt.attempt_id
        known = asset.checkout_answers if call == CHECK_OUT else 0
        return uuid5(attempt, f"{call}:{max(known, self._answers[attempt, call])}")

    def note(self, asset: Asset, call: str, unavailable: VendorUnavailable) -> None:
        """A call failed: should any answer have come, the next one is a new call."""
        if unavailable.answered:
            self.answered(asset, call)

    def answered(self, asset: Asset, call: str) -> None:
        """An answer came that did not settle the call: the next one is a new call."""
        if asset.attempt:
            self._answers[asset.attempt.attempt_id, call] += 1
