"""Execute an order: one asset per line, which triggers its provisioning (S3, S5, S6)."""

from __future__ import annotations

from datetime import datetime

from application.already_done import resumed
from application.messages import PayersCommand
from application.ordering.quoting import Quoting
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import BUYERS
from core.accounts.account import Account
from core.asset.asset import Asset
from core.asset.values import PurchaseDetails
from core.ids import AssetId, ProductId
from core.ordering.order import Order
from core.ordering.values import QuotedLine


class ExecuteOrder(PayersCommand[tuple[AssetId, ...]]):
    """Buys nothing itself: the assets that it creates are provisioned next (D4).

    Repeated under its command id, it names the assets that it created.
    """

    roles = BUYERS
    expected_version: int | None = None


class ExecuteOrderHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock, quoting: Quoting) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._quoting = quoting

    def __call__(self, command: ExecuteOrder) -> tuple[AssetId, ...]:
        """
        Raises:
            OrderAlreadyExecuted, OrderNotQuoted, QuoteExpired, PriceChanged: see `Order.execute`.
            Refused: as `Quoting.quote` says; price and eligibility are checked again (D2, D26).
        """
        order, done = resumed(self._log, Order, command.order_id)
        if order.asset_ids and done:
            return order.asset_ids
        order.expect_version(command.expected_version)
        order.require_open()
        now = self._clock.now()
        lines = order.execute(self._quoting.quote(order, at=now), at=now)
        customer = self._ledger.get(Account, order.chain.end_customer)
        tenant = customer.require_microsoft().tenant_id
        assets = [_asset(order, line, tenant_id=tenant, at=now) for line in lines]
        self._ledger.save(order, *assets)
        return tuple(asset.asset_id for asset in assets)


def _asset(order: Order, line: QuotedLine, *, tenant_id: str, at: datetime) -> Asset:
    details = PurchaseDetails(
        order_id=order.order_id,
        line=line.line,
        instance_id=order.instance_id,
        product_id=ProductId(line.product_id),
        product_code=line.product_code,
        product_name=line.product_name,
        sku_name=line.sku_name,
        qualification=line.qualification,
        quantity=line.quantity,
        ordered_by=order.chain.ordered_by,
        end_customer=order.chain.end_customer,
        billed_to=order.chain.billed_to,
        reseller=order.chain.reseller,
        tenant_id=tenant_id,
        price=line.price,
    )
    return Asset.create(details, at=at)
