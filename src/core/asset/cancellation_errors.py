"""Why a cancellation is refused."""

from __future__ import annotations

from typing import Self

from core.kernel.errors import Refused


class AssetAlreadyCanceled(Refused):
    """Its licence was given back, or never existed: nothing more happens to it (D30)."""

    code = "asset_canceled"

    def __init__(self, asset: str) -> None:
        super().__init__(
            f"Asset {asset} is canceled already.",
            advice="It stays readable with its history. A new licence takes a new order.",
        )


class NotCancellable(Refused):
    """It is not certain yet whether Microsoft sold a licence (D30)."""

    code = "asset_not_cancellable"

    @classmethod
    def in_progress(cls, asset: str, state: str) -> Self:
        return cls(
            f"Asset {asset} is {state}: it is not known yet whether there is a licence to cancel.",
            advice="Wait until it is synchronized or failed; `perpetua asset refresh ID` asks.",
        )

    @classmethod
    def in_doubt(cls, asset: str) -> Self:
        return cls(
            f"Asset {asset} is failed, but one of its purchase calls was never answered: "
            "Microsoft may have sold a licence.",
            advice="Look for it with `perpetua asset link`; what is linked can be cancelled.",
        )


class NoCancellationRequested(Refused):
    """There is no open request to decide on."""

    code = "cancellation_not_requested"

    def __init__(self, asset: str) -> None:
        super().__init__(
            f"Nobody waits for a cancellation of asset {asset}.",
            advice="perpetua asset list --cancellation requested shows every open request.",
        )


class CancellationUnderWay(Refused):
    """Microsoft is being asked already: it is too late to decline."""

    code = "cancellation_under_way"

    def __init__(self, asset: str) -> None:
        super().__init__(
            f"Asset {asset} is being cancelled at Microsoft already.",
            advice="A worker finishes it; `perpetua asset refresh ID` asks at once.",
        )


class NotCancelledAtMicrosoft(Refused):
    """Microsoft's order still stands: nothing was found to record (D30)."""

    code = "not_cancelled_at_microsoft"

    def __init__(self, order: str, line: int) -> None:
        super().__init__(
            f"Microsoft's order {order} line {line} is not cancelled.",
            advice="Nothing was recorded. `perpetua asset cancel ID` cancels it there.",
        )
