"""Why an asset refuses."""

from __future__ import annotations

from datetime import datetime

from core.asset.values import SyncState
from core.kernel.errors import Refused


class NotFailed(Refused):
    """Only a failed asset is re-provisioned or linked (D9)."""

    code = "asset_not_failed"

    def __init__(self, asset: str, state: SyncState) -> None:
        owns = state is SyncState.SYNCHRONIZED
        super().__init__(
            f"Asset {asset} is {state}, not failed; "
            + ("it owns its licence." if owns else "it is still being provisioned."),
            advice=f"Nothing to buy. To look at Microsoft again: perpetua asset refresh {asset}",
        )


class OutcomeStillUnknown(Refused):
    """Microsoft may have sold the licence; buying again is refused (D7)."""

    code = "outcome_unknown"

    def __init__(self, asset: str) -> None:
        super().__init__(
            f"It is not known yet whether Microsoft sold the licence of asset {asset}.",
            advice="The worker keeps asking Microsoft; `perpetua asset refresh ID` asks at once.",
        )


class NotUnknown(Refused):
    """Only an unknown outcome is decided by a person (D17)."""

    code = "outcome_not_unknown"

    def __init__(self, asset: str, state: str) -> None:
        super().__init__(
            f"Asset {asset} is {state}: its outcome is not unknown, so there is nothing to decide."
        )


class TooEarlyToDecide(Refused):
    """Microsoft may not list the purchase yet, so that nobody can know of it (D17)."""

    code = "too_early_to_decide"

    def __init__(self, asset: str, from_when: datetime | None) -> None:
        when = (
            f"from {from_when:%Y-%m-%d %H:%M:%S}Z on" if from_when else "when it is only searched"
        )
        super().__init__(
            f"Microsoft lists new orders late: asset {asset} is decided {when}.",
            advice=f"See where it stands: perpetua asset attempts {asset}",
        )


class CandidatesOpen(Refused):
    """Purchases at Microsoft that may be this asset's are linked or dismissed first (D16)."""

    code = "candidates_open"

    def __init__(self, asset: str, candidates: tuple[str, ...]) -> None:
        super().__init__(
            f"Asset {asset} may own a licence already: {', '.join(candidates)}.",
            advice="Link the right one (perpetua asset link), and dismiss the others with a reason "
            "(perpetua asset dismiss).",
        )


class AnotherOutcomeUnknown(Refused):
    """No second purchase of the same customer and product while one is unresolved (D16)."""

    code = "another_outcome_unknown"

    def __init__(self, asset: str, unresolved: str) -> None:
        super().__init__(
            f"Asset {asset} waits: it is not known whether Microsoft sold the same product to the "
            f"same customer for asset {unresolved}.",
            advice=f"It goes on by itself once that is known: perpetua asset attempts {unresolved}",
        )


class NotInProgress(Refused):
    """Provisioning of the asset has ended: nothing more may come of an attempt."""

    code = "asset_not_in_progress"

    def __init__(self, asset: str, state: str) -> None:
        super().__init__(f"Asset {asset} is {state}: its provisioning has ended.")


class NotSynchronized(Refused):
    """A refresh needs a licence to look at."""

    code = "asset_not_synchronized"

    def __init__(self, asset: str, state: str) -> None:
        super().__init__(
            f"Asset {asset} is {state}: there is no licence to refresh.",
            advice="A failed asset is re-provisioned or linked instead.",
        )


class SystemOwnedField(Refused):
    """The four vendor ids change only through provisioning, refresh or link (D5)."""

    code = "system_owned_field"

    def __init__(self, field: str) -> None:
        super().__init__(
            f"{field} comes from Microsoft and cannot be edited.",
            advice="Use `perpetua asset link` to connect an existing licence.",
        )


class LicenceOwnedByAnotherAsset(Refused):
    """A vendor order line belongs to at most one asset (D8)."""

    code = "licence_already_linked"

    def __init__(self, order_id: str, line: int, asset: str) -> None:
        super().__init__(
            f"Line {line} of Microsoft's order {order_id} belongs to asset {asset}.",
            advice="Link another order, or look at that asset first.",
        )


class LicenceDoesNotMatch(Refused):
    """The vendor order is not this asset's customer, product or quantity (D8)."""

    code = "licence_does_not_match"


class ChallengeOutdated(Refused):
    """The confirmation answers a question that was asked about an older state (D9)."""

    code = "challenge_outdated"

    def __init__(self, asset: str) -> None:
        super().__init__(
            f"The question about asset {asset} is out of date: the asset or its cost changed.",
            advice="Ask again: perpetua asset reprovision ID.",
        )


class LossNotAccepted(Refused):
    """Today's cost is above the price that was sold; that needs its own confirmation (D12)."""

    code = "loss_not_accepted"

    def __init__(self, price: str, cost: str) -> None:
        super().__init__(
            f"The asset was sold for {price}; buying it today costs {cost}.",
            advice="Confirm the loss as well: --accept-loss.",
        )
