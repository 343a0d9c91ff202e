"""Looking up at Microsoft whether an asset's licence was bought (D7, D17, D32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.asset.claims import Claims
from application.asset.provisioning.evidence import PurchaseEvidence
from application.asset.provisioning.step import Pace
from application.ports.clock import Clock
from application.ports.ledger import Ledger, VersionConflict
from application.ports.microsoft.licences import LicenceVendor
from core.asset.asset import Asset
from core.asset.errors import LicenceOwnedByAnotherAsset
from core.asset.purchasing import Step
from core.asset.uncertainty import LIST_LAG
from core.asset.values import LastError, Phase, VendorLicence

_NOT_BOUGHT = "Microsoft shows neither an order nor an entitlement of this purchase."


@dataclass(frozen=True)
class VerdictTerms:
    """How long after the last checkout the reads that may prove "not bought" begin (D17)."""

    wait: timedelta = timedelta(minutes=30)

    def __post_init__(self) -> None:
        if self.wait < LIST_LAG:
            raise ValueError(f"{self.wait} is too short to prove that nothing was bought (D17)")

    def verdict_from(self, asset: Asset) -> datetime | None:
        """UTC time from which Microsoft's silence may prove that nothing was bought (D17).

        A cart that was ordered is never taken for not bought, however long it is searched.
        """
        if asset.searched_since is None or asset.cart_is_ordered:
            return None
        return asset.searched_since + self.wait


class PurchaseLookup:
    """Finds the purchase, keeps the doubt, or concludes that nothing was bought."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        claims: Claims,
        evidence: PurchaseEvidence,
        terms: VerdictTerms,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._claims = claims
        self._evidence = evidence
        self._terms = terms

    def settle(
        self, asset: Asset, vendor: LicenceVendor, doubt: LastError, *, bought: bool = False
    ) -> Pace:
        """Take over the one order that is the asset's, conclude that there is none, or wait.

        `bought` tells that Microsoft says the cart is ordered: then nothing disproves it. An order
        without reference is taken only when everything that could be it must be shown by now.

        Raises:
            VendorUnavailable: Microsoft does not answer.
        """
        begun = self._clock.now()
        evidence = self._evidence.gather(asset, vendor)
        is_shown = asset.may_conclude(self._terms.wait, at=begun)
        if own := evidence.the_purchase(asset, all_is_shown=is_shown):
            return self.take(asset, own)
        if not (bought or asset.cart_is_ordered) and evidence.shows_nothing and is_shown:
            return self._conclude(asset)
        phase = Phase.BOUGHT if bought else Phase.LOOKING_UP
        return self.doubt(asset, phase, doubt, answered=False)

    def shows_nothing(self, asset: Asset, vendor: LicenceVendor) -> bool:
        """Whether complete reading finds no purchase that could be the asset's.

        Raises:
            VendorUnavailable: Microsoft does not answer.
        """
        return self._evidence.gather(asset, vendor).shows_nothing

    def take_own(self, asset: Asset, vendor: LicenceVendor) -> bool:
        """Take over the one order that carries a reference of the asset, if Microsoft shows one.

        Raises:
            VendorUnavailable: Microsoft does not answer.
        """
        own = self._evidence.gather(asset, vendor).own
        return len(own) == 1 and self.take(asset, own[0]) is Pace.GO_ON

    def take(self, asset: Asset, licence: VendorLicence) -> Pace:
        """Store the accepted order with its claim (D6, D8)."""
        now = self._clock.now()
        try:
            self._claims.require_free(asset, licence)
        except LicenceOwnedByAnotherAsset as owned:
            error = LastError(owned.code, owned.message)
            return self.doubt(asset, Phase.LOOKING_UP, error, answered=False)
        claim = asset.place_order(licence, at=now)
        self._claims.save(asset, claim, at=now)
        return Pace.GO_ON

    def doubt(self, asset: Asset, phase: Phase, error: LastError, *, answered: bool) -> Pace:
        """Store that the outcome is not known; the worker looks again later."""
        asset.doubt(phase, error, answered=answered, at=self._clock.now())
        self._ledger.save(asset)
        return Pace.WAIT

    def checkout_in_doubt(
        self, asset: Asset, phase: Phase, error: LastError, *, answered: bool
    ) -> None:
        """Store that a checkout ended in doubt, whoever changed the asset during the call (D17)."""
        ended = self._clock.now()
        cart = asset.attempt.cart_id if asset.attempt else None
        while asset.next_step is Step.CHECK_OUT and asset.attempt and asset.attempt.cart_id == cart:
            asset.doubt(phase, error, answered=answered, at=ended)
            try:
                return self._ledger.save(asset)
            except VersionConflict:
                asset = self._ledger.get(Asset, asset.id)
        return None

    def _conclude(self, asset: Asset) -> Pace:
        """The verdict never buys by itself (D17)."""
        now = self._clock.now()
        text = _NOT_BOUGHT
        if refusal := asset.refused_in_doubt:
            text += f" Its last checkout was refused: {refusal.code} {refusal.message}"
        if asset.next_step is Step.OPEN_CART and asset.cart_released_at:
            text += f" Its cart may be replaced from {asset.cart_released_at:%Y-%m-%d %H:%M} UTC."
        asset.fail(Phase.LOOKING_UP, LastError("not_bought", text), at=now)
        self._ledger.save(asset)
        return Pace.GO_ON
