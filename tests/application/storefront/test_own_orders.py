"""Buyers find their orders again, also those that were only quoted, and nobody else's (D2, D3)."""

import pytest

from application.ordering.quote_order import QuoteOrder
from application.principal import Principal
from application.queries.own_orders import ListOwnOrders
from core.kernel.errors import Forbidden
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    AS_STRANGER,
    AUDITOR,
    OPERATOR,
)
from tests.support.fakes_shop import Shop


def orders_of(shop: Shop, who: Principal) -> list[str]:
    return [str(order.id) for order in shop.ask(ListOwnOrders(), who).items]


def test_d3_whoever_has_a_part_in_an_order_finds_it_and_nobody_else(shop: Shop) -> None:
    shop.sell(by=AS_RESELLER)
    shop.sell(by=AS_KAFENEIO)
    through_the_reseller, by_itself = (
        each.stream_id for each in shop.ledger.recorded if each.topic == "order.drafted.v1"
    )
    assert orders_of(shop, AS_RESELLER)[-1] == str(through_the_reseller)
    assert orders_of(shop, AS_KAFENEIO) == [str(by_itself), str(through_the_reseller)]
    assert orders_of(shop, AS_STRANGER) == []


def test_d2_a_quote_is_found_before_it_is_ordered(shop: Shop) -> None:
    order = shop.draft(by=AS_KAFENEIO)
    shop.send(QuoteOrder(order_id=order), AS_KAFENEIO)
    [found] = shop.ask(ListOwnOrders(), AS_KAFENEIO).items
    assert (found.id, found.status) == (order, "quoted")
    assert found.valid_until is not None


def test_orders_come_in_pages_newest_first(shop: Shop) -> None:
    for _ in range(3):
        shop.sell(by=AS_KAFENEIO)
    first = shop.ask(ListOwnOrders(limit=2), AS_KAFENEIO)
    rest = shop.ask(ListOwnOrders(limit=2, after=first.next), AS_KAFENEIO)
    assert (len(first.items), len(rest.items), rest.next) == (2, 1, None)
    begun = [order.drafted_at for order in (*first.items, *rest.items)]
    assert begun == sorted(begun, reverse=True)


@pytest.mark.parametrize("staff", [OPERATOR, AUDITOR], ids=lambda by: str(by.role))
def test_d3_members_of_staff_have_lists_of_their_own(shop: Shop, staff: Principal) -> None:
    with pytest.raises(Forbidden):
        orders_of(shop, staff)
