"""An order: draft → quoted → executed, or rejected (D2)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import singledispatchmethod
from typing import Self

from core.ids import AccountId, AssetId, InstanceId, OrderId, asset_id
from core.kernel.aggregate import Aggregate, first
from core.kernel.errors import Invalid
from core.kernel.event import Event
from core.kernel.times import utc_text
from core.ordering.errors import (
    OrderAlreadyExecuted,
    OrderNotQuoted,
    OrderRejected,
    PriceChanged,
    QuoteExpired,
)
from core.ordering.events import OrderDrafted, OrderExecuted, OrderQuoted, OrderRejectedForGood
from core.ordering.values import OrderChain, OrderLine, Quote, QuotedLine


class OrderStatus(StrEnum):
    DRAFT = "draft"
    QUOTED = "quoted"
    EXECUTED = "executed"
    REJECTED = "rejected"


class Order(Aggregate, born_by=OrderDrafted):
    """What a buyer asked for, at which price, and the assets that came of it."""

    instance_id: InstanceId
    chain: OrderChain
    purchase_order: str | None
    lines: tuple[OrderLine, ...]
    quote: Quote | None
    status: OrderStatus
    asset_ids: tuple[AssetId, ...]

    @classmethod
    def draft(
        cls,
        id: OrderId,
        chain: OrderChain,
        lines: tuple[OrderLine, ...],
        *,
        instance: InstanceId,
        purchase_order: str | None,
        at: datetime,
    ) -> Self:
        """
        Raises:
            Invalid: the order has no line.
        """
        if not lines:
            raise Invalid("An order needs at least one line.")
        return cls.born(
            OrderDrafted(
                *first(id, at),
                instance_id=instance,
                ordered_by=chain.ordered_by,
                end_customer=chain.end_customer,
                billed_to=chain.billed_to,
                reseller=chain.reseller,
                purchase_order=purchase_order,
                lines=lines,
            )
        )

    @property
    def order_id(self) -> OrderId:
        return OrderId(self.id)

    def give_quote(self, quote: Quote, *, at: datetime) -> None:
        """Promise prices until `quote.valid_until`; a new quote replaces the former.

        Raises:
            OrderAlreadyExecuted, OrderRejected: the order is over.
        """
        self.require_open()
        self.record(
            OrderQuoted(
                *self.next(at),
                currency=quote.currency,
                lines=quote.lines,
                valid_until=quote.valid_until,
            )
        )

    def execute(self, current: Quote, *, at: datetime) -> tuple[QuotedLine, ...]:
        """Accept the quoted prices, if they still hold; returns the lines that become assets.

        Raises:
            OrderAlreadyExecuted, OrderRejected: the order is over.
            OrderNotQuoted: there is no quote.
            QuoteExpired: its validity is over.
            PriceChanged: `current` differs from it (D2).
        """
        self.require_open()
        if self.quote is None:
            raise OrderNotQuoted(str(self.id))
        if at >= self.quote.valid_until:
            raise QuoteExpired(str(self.id), utc_text(self.quote.valid_until))
        for quoted, now in zip(self.quote.lines, current.lines, strict=True):
            _require_same_price(quoted, now)
        assets = tuple(asset_id(self.order_id, line.line) for line in self.quote.lines)
        self.record(OrderExecuted(*self.next(at), asset_ids=assets))
        return self.quote.lines

    def reject(self, reason: str, *, at: datetime) -> None:
        """End an order that was not executed.

        Raises:
            OrderAlreadyExecuted, OrderRejected: the order is over.
        """
        self.require_open()
        self.record(OrderRejectedForGood(*self.next(at), reason=reason))

    def require_open(self) -> None:
        """
        Raises:
            OrderAlreadyExecuted, OrderRejected: the order is over.
        """
        if self.status is OrderStatus.EXECUTED:
            raise OrderAlreadyExecuted(str(self.id), self.asset_ids)
        if self.status is OrderStatus.REJECTED:
            raise OrderRejected(f"Order {self.id} was rejected.", advice="Draft a new one.")

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: OrderDrafted) -> None:
        self.instance_id = InstanceId(event.instance_id)
        self.chain = OrderChain(
            ordered_by=AccountId(event.ordered_by),
            end_customer=AccountId(event.end_customer),
            billed_to=AccountId(event.billed_to),
            reseller=AccountId(event.reseller) if event.reseller else None,
        )
        self.purchase_order = event.purchase_order
        self.lines = event.lines
        self.quote = None
        self.status = OrderStatus.DRAFT
        self.asset_ids = ()

    @when.register
    def _(self, event: OrderQuoted) -> None:
        self.quote = Quote(event.lines, event.currency, event.valid_until)
        self.status = OrderStatus.QUOTED

    @when.register
    def _(self, event: OrderExecuted) -> None:
        self.status = OrderStatus.EXECUTED
        self.asset_ids = tuple(AssetId(each) for each in event.asset_ids)

    @when.register
    def _(self, event: OrderRejectedForGood) -> None:
        self.status = OrderStatus.REJECTED


def _require_same_price(quoted: QuotedLine, now: QuotedLine) -> None:
    promised, current = quoted.price, now.price
    if (promised.unit_price, promised.currency) != (current.unit_price, current.currency):
        raise PriceChanged(
            quoted.product_name,
            f"{promised.unit_price} {promised.currency}",
            f"{current.unit_price} {current.currency}",
        )
