"""Why a ledger does not buy, or does not buy again yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.epoch.values import Pause
from core.kernel.errors import Refused

HOW_TO_RESUME = (
    "Compare with Microsoft: perpetua reconcile run; then: perpetua buying resume --reason TEXT"
)


class BuyingIsPaused(Refused):
    """Nothing is bought or cancelled at Microsoft until an operator resumes (D33)."""

    code = "buying_paused"

    @classmethod
    def because_of(cls, pause: Pause) -> BuyingIsPaused:
        return cls(f"Buying is paused: {pause.reason}", advice=HOW_TO_RESUME)


class EpochNotBegun(BuyingIsPaused):
    """The ledger is of an older Perpetua, which wrote down no epoch."""

    code = "epoch_not_begun"

    def __init__(self) -> None:
        super().__init__(
            "Buying is paused: it is not written down where this ledger lies.",
            advice="Run: perpetua db upgrade",
        )


class BuyingNotPaused(Refused):
    """There is nothing to resume."""

    code = "buying_not_paused"


class NotReconciled(Refused):
    """Some instances with assets have no clean reconciliation that counts."""

    code = "not_reconciled"

    def __init__(self, missing: Sequence[str], *, count_from: datetime) -> None:
        moment = f"{count_from:%Y-%m-%d %H:%M:%S}Z"
        super().__init__(
            f"A clean reconciliation begun at {moment} or later is missing: {', '.join(missing)}.",
            advice="Run then: perpetua reconcile run; settle what it finds; and resume again.",
        )
