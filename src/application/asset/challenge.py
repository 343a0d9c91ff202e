"""The question that comes before a licence is bought again (S29, D9, D12)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from application.asset.open_purchases import OpenPurchases
from application.asset.probe import Candidate, Probe
from application.ordering.quoting import Quoting
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from core.accounts.account import Account
from core.asset.asset import Asset
from core.catalogue.product import Product
from core.money import Currency, Money


@dataclass(frozen=True)
class Challenge:
    """What continuing buys, for how much today; `token` is bound to the asset's version.

    Each of the `candidates` has to be linked or dismissed before anything is bought (D16).
    """

    asset_id: UUID
    token: str
    product_code: str
    product_name: str
    quantity: int
    sold_for: Money
    cost_today: Money
    loss: bool
    candidates: tuple[Candidate, ...]
    message: str


class Challenges:
    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        quoting: Quoting,
        probe: Probe,
        purchases: OpenPurchases,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._quoting = quoting
        self._probe = probe
        self._purchases = purchases

    def of(self, asset: Asset) -> Challenge:
        """
        Raises:
            NotFailed, OutcomeStillUnknown: there is nothing to buy again.
            NotOrderable, NotAvailableInCountry, NoPrice: it cannot be bought today.
            AnotherOutcomeUnknown: a purchase of the same product is unresolved (D16).
            VendorUnavailable: Microsoft does not show what was bought already.
        """
        asset.require_failed()
        self._purchases.require_none_unknown(asset)
        details = asset.details
        product = self._ledger.get(Product, details.product_id)
        customer = self._ledger.get(Account, details.end_customer)
        today = self._quoting.payable(
            product, customer, quantity=details.quantity, at=self._clock.now()
        )
        sold = Money(details.price.total_price(details.quantity), Currency(details.price.currency))
        cost = Money(today.total_cost(details.quantity), Currency(today.currency))
        return Challenge(
            asset_id=asset.id,
            token=_token(asset, cost),
            product_code=details.product_code,
            product_name=details.product_name,
            quantity=details.quantity,
            sold_for=sold,
            cost_today=cost,
            loss=cost.currency == sold.currency and cost.amount > sold.amount,
            candidates=self._probe.candidates(asset),
            message=_message(details.quantity, details.product_name, cost),
        )


def _token(asset: Asset, cost: Money) -> str:
    bound = f"{asset.id}:{asset.version}:{cost}"
    return hashlib.sha256(bound.encode()).hexdigest()[:20]


def _message(quantity: int, product: str, cost: Money) -> str:
    return (
        f"Continuing buys a new licence at Microsoft: {quantity} × {product} for {cost}, "
        "connected to this asset. Cancelling buys nothing and changes nothing."
    )
