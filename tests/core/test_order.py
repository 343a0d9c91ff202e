"""An order: draft → quoted → executed, or rejected (D2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.ids import asset_id
from core.kernel.errors import Invalid
from core.ordering.errors import (
    OrderAlreadyExecuted,
    OrderNotQuoted,
    OrderRejected,
    PriceChanged,
    QuoteExpired,
)
from core.ordering.events import OrderExecuted, OrderQuoted, OrderRejectedForGood
from core.ordering.order import Order, OrderStatus
from core.ordering.values import OrderChain, Quote
from tests.support.builders import CUSTOMER, INSTANCE, ORDER, RESELLER, a_quote, an_order, dec
from tests.support.scenario import NOON, Scenario, fact, minutes, scenario

QUOTE = a_quote()
DRAFTED = an_order().pending[0]
QUOTED = fact(OrderQuoted, currency="EUR", lines=QUOTE.lines, valid_until=QUOTE.valid_until)
EXECUTED = fact(OrderExecuted, asset_ids=(asset_id(ORDER, 1),))
REJECTED = fact(OrderRejectedForGood, reason="No budget.")


def order(*history: object) -> Scenario[Order]:
    return scenario(Order, ORDER).given(DRAFTED, *history)  # type: ignore[arg-type]


def executing(quote: Quote = QUOTE, at: float = 5) -> Callable[[Order], object]:
    return lambda it: it.execute(quote, at=minutes(at))


def test_d2_a_draft_knows_its_chain_its_lines_and_the_buyers_own_reference() -> None:
    draft = order().aggregate
    assert draft.status is OrderStatus.DRAFT
    assert (draft.purchase_order, draft.quote, draft.asset_ids) == ("PO-7", None, ())
    assert draft.chain == OrderChain(CUSTOMER, CUSTOMER, CUSTOMER)


def test_d2_the_chain_tells_who_ordered_who_uses_and_who_pays() -> None:
    chain = OrderChain(RESELLER, CUSTOMER, RESELLER, RESELLER)
    lines = an_order().lines
    draft = Order.draft(ORDER, chain, lines, instance=INSTANCE, purchase_order=None, at=NOON)
    assert draft.chain == chain


def test_an_order_has_at_least_one_line_d1() -> None:
    with pytest.raises(Invalid, match="at least one line"):
        Order.draft(ORDER, an_order().chain, (), instance=INSTANCE, purchase_order=None, at=NOON)


def test_d2_a_quote_promises_prices_until_a_time_and_a_new_one_replaces_it() -> None:
    quoted = order().when(lambda it: it.give_quote(QUOTE, at=minutes(1))).then(QUOTED)
    assert (quoted.status, quoted.quote) == (OrderStatus.QUOTED, QUOTE)
    dearer = a_quote("413.00")
    again = order(QUOTED).when(lambda it: it.give_quote(dearer, at=minutes(2)))
    replaced = fact(OrderQuoted, currency="EUR", lines=dearer.lines, valid_until=dearer.valid_until)
    assert again.then(replaced).quote == dearer


def test_s76_the_total_is_the_rounded_unit_price_times_the_quantity_d19() -> None:
    assert QUOTE.total == dec("825.00")


def test_s3_s5_d1_d2_execution_accepts_the_quote_and_names_one_asset_per_line() -> None:
    executed = order(QUOTED).when(executing()).then(EXECUTED)
    assert executed.status is OrderStatus.EXECUTED
    assert executed.asset_ids == (asset_id(ORDER, 1),)


def test_d2_an_order_is_executed_on_a_quote_only() -> None:
    order().when(executing()).then_refused(OrderNotQuoted)


def test_d2_a_second_execution_creates_nothing_and_names_the_assets() -> None:
    refused = order(QUOTED, EXECUTED).when(executing()).then_refused(OrderAlreadyExecuted)
    assert str(asset_id(ORDER, 1)) in refused.advice


def test_d2_a_quote_ends_at_its_last_moment() -> None:
    minutes_valid = 24 * 60
    order(QUOTED).when(executing(at=minutes_valid)).then_refused(QuoteExpired)
    almost = QUOTE.valid_until - timedelta(microseconds=1)
    order(QUOTED).when(lambda it: it.execute(QUOTE, at=almost)).then(EXECUTED)


@pytest.mark.parametrize("price", ["412.49", "412.51"])
def test_d2_a_price_that_changed_since_the_quote_is_refused(price: str) -> None:
    order(QUOTED).when(executing(a_quote(price))).then_refused(PriceChanged, f"{price} EUR now")


def test_d2_a_rejected_order_cannot_go_on() -> None:
    order(QUOTED).when(lambda it: it.reject("No budget.", at=minutes(1))).then(REJECTED)
    for action in (
        executing(),
        lambda it: it.give_quote(QUOTE, at=minutes(2)),
        lambda it: it.reject("Again.", at=minutes(2)),
    ):
        order(QUOTED, REJECTED).when(action).then_refused(OrderRejected)


def test_d2_an_executed_order_is_neither_quoted_nor_rejected_any_more() -> None:
    for action in (
        lambda it: it.give_quote(QUOTE, at=minutes(2)),
        lambda it: it.reject("Late.", at=minutes(2)),
    ):
        order(QUOTED, EXECUTED).when(action).then_refused(OrderAlreadyExecuted)
