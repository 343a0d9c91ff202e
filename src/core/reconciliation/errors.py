"""Why a finding cannot be applied."""

from __future__ import annotations

from core.kernel.errors import Refused


class NothingToApply(Refused):
    """The finding calls for a person's look: nothing follows from it by itself."""

    code = "nothing_to_apply"


class NothingToAccept(Refused):
    """The finding was applied, or it is only a notice: nobody has to act on it."""

    code = "nothing_to_accept"

    def __init__(self, number: int) -> None:
        super().__init__(f"Finding {number} is settled: there is nothing to accept.")


class FindingNeedsAsset(Refused):
    """Nobody said which asset the order line belongs to."""

    code = "finding_needs_asset"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Finding {number} is not exact: which asset does the order line belong to?",
            advice="Look at its candidates, then name one: --asset ASSET.",
        )
