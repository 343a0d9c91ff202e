"""A quote that its buyer decided against cannot be executed any more (D2)."""

from typing import Any

import pytest

from application.messages import Command
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.ordering.reject_order import RejectOrder
from core.ids import OrderId
from core.kernel.errors import Forbidden, StaleVersion
from core.ordering.errors import OrderAlreadyExecuted, OrderRejected
from core.ordering.order import Order, OrderStatus
from tests.support.fakes_people import AS_KAFENEIO, AS_RESELLER
from tests.support.fakes_shop import Shop

WHY = "ordered twice"


@pytest.fixture
def order(shop: Shop) -> OrderId:
    order = shop.draft(by=AS_RESELLER)
    shop.send(QuoteOrder(order_id=order), AS_RESELLER)
    return order


def test_d2_a_rejected_order_is_neither_quoted_nor_executed(shop: Shop, order: OrderId) -> None:
    shop.send(RejectOrder(order_id=order, reason=WHY), AS_RESELLER)
    assert shop.ledger.get(Order, order).status is OrderStatus.REJECTED
    commands: tuple[Command[Any], ...] = (ExecuteOrder(order_id=order), QuoteOrder(order_id=order))
    for command in commands:
        with pytest.raises(OrderRejected):
            shop.send(command, AS_RESELLER)
    told = shop.ledger.recorded[-1]
    assert (told.topic, told.metadata.reason) == ("order.rejected.v1", WHY)


def test_d2_d3_only_whoever_would_pay_decides_against_it(shop: Shop, order: OrderId) -> None:
    with pytest.raises(Forbidden, match="Somebody else would pay"):
        shop.send(RejectOrder(order_id=order, reason=WHY), AS_KAFENEIO)


def test_d2_what_was_executed_or_changed_meanwhile_is_not_rejected(
    shop: Shop, order: OrderId
) -> None:
    with pytest.raises(StaleVersion):
        shop.send(RejectOrder(order_id=order, reason=WHY, expected_version=1), AS_RESELLER)
    shop.send(ExecuteOrder(order_id=order), AS_RESELLER)
    with pytest.raises(OrderAlreadyExecuted):
        shop.send(RejectOrder(order_id=order, reason=WHY), AS_RESELLER)
