"""Phase three: the accepted order is completed, or cancelled at Microsoft (D6)."""

from __future__ import annotations

from application.asset.provisioning.step import Pace
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.microsoft.errors import VendorRefused
from application.ports.microsoft.licences import LicenceVendor, OrderState
from core.asset.asset import Asset
from core.asset.values import LastError, Phase


class ConfirmingOrder:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def __call__(self, asset: Asset, vendor: LicenceVendor) -> Pace:
        """Read the order until it is completed; a pending one is never bought again (D6).

        Raises:
            VendorUnavailable: no usable answer.
        """
        if asset.licence is None:
            raise ValueError(f"asset {asset.id} has no accepted order to confirm")
        try:
            order = vendor.read_order(asset.details.tenant_id, asset.licence.order_id)
        except VendorRefused:
            return Pace.WAIT
        if order.has_cancelled(asset.licence.line):
            text = f"Microsoft cancelled order {order.order_id}."
            error = LastError("order_cancelled", text)
            asset.fail(Phase.CONFIRMING_ORDER, error, at=self._clock.now())
        elif order.state is OrderState.COMPLETED:
            own = [line for line in order.lines if line.number == asset.licence.line]
            asset.confirm_order(own[0].perpetual_id if own else None, at=self._clock.now())
        else:
            return Pace.WAIT
        self._ledger.save(asset)
        return Pace.GO_ON
