"""Execution: one asset per line, in the order's own transaction, once (S3, S5, S6, D1, D2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.queries.show_order import ShowOrder
from core.asset.asset import Asset
from core.asset.purchasing import Step
from core.ids import OrderId, asset_id
from core.kernel.errors import Forbidden, StaleVersion
from core.ordering.errors import (
    CountryMismatch,
    OrderAlreadyExecuted,
    OrderNotQuoted,
    PriceChanged,
    QuoteExpired,
)
from core.ordering.order import Order, OrderStatus
from tests.support.builders import OFFICE, a_sheet_price, dec
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    INSTANCE,
    KAFENEIO,
    OPERATOR,
    RESELLER,
    TENANTS,
)
from tests.support.fakes_runtime import Crash
from tests.support.fakes_shop import Shop


def quoted(shop: Shop) -> OrderId:
    order = shop.draft((OFFICE, 2), (OFFICE, 5), by=AS_RESELLER)
    shop.send(QuoteOrder(order_id=order), AS_RESELLER)
    return order


def test_s3_s5_s82_d1_every_line_becomes_one_asset_with_its_quantity(shop: Shop) -> None:
    order = quoted(shop)
    assets = shop.send(ExecuteOrder(order_id=order), AS_RESELLER)
    assert assets == (asset_id(order, 1), asset_id(order, 2))
    assert [shop.asset(each).details.quantity for each in assets] == [2, 5]


def test_d2_d3_whoever_does_not_pay_an_order_sees_it_and_cannot_place_it(shop: Shop) -> None:
    order = quoted(shop)
    assert shop.ask(ShowOrder(order_id=order), AS_KAFENEIO).billed_to_id == RESELLER
    with pytest.raises(Forbidden, match="Somebody else would pay"):
        shop.send(ExecuteOrder(order_id=order), AS_KAFENEIO)
    assert shop.send(ExecuteOrder(order_id=order), OPERATOR)


def test_s6_d4_execution_buys_nothing_itself_the_record_triggers_it(shop: Shop) -> None:
    asset = shop.sell()
    assert shop.vendor.count("create_cart") == 0
    assert shop.asset(asset).next_step is Step.BEGIN_ATTEMPT
    assert shop.process.unfinished() == (asset,)


def test_s17_s16_d12_the_asset_keeps_product_price_chain_and_date(shop: Shop) -> None:
    order = quoted(shop)
    [first, _] = shop.send(ExecuteOrder(order_id=order), AS_RESELLER)
    asset = shop.asset(first)
    bought = asset.details
    assert (bought.instance_id, bought.product_code) == (INSTANCE, OFFICE)
    assert (bought.ordered_by, bought.end_customer, bought.billed_to) == (
        RESELLER,
        KAFENEIO,
        RESELLER,
    )
    assert (bought.price.unit_price, bought.price.unit_cost) == (dec("412.50"), dec("300.00"))
    assert bought.tenant_id == TENANTS[KAFENEIO]
    assert asset.created_on == shop.clock.now()


def test_d12_later_syncs_never_change_the_price_of_an_asset(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.priced[0] = a_sheet_price(erp="999.00")
    shop.sync()
    assert shop.asset(asset).details.price.unit_price == dec("412.50")


def test_d2_order_and_assets_are_one_transaction(shop: Shop) -> None:
    order = quoted(shop)
    shop.ledger.crash_before = shop.ledger.saves + 1
    with pytest.raises(Crash):
        shop.send(ExecuteOrder(order_id=order), AS_RESELLER)
    assert shop.ledger.get(Order, order).status is OrderStatus.QUOTED
    assert shop.ledger.find(Asset, asset_id(order, 1)) is None
    saves = shop.ledger.saves
    shop.send(ExecuteOrder(order_id=order), AS_RESELLER)
    assert shop.ledger.saves == saves + 1


def test_d2_a_second_execution_creates_nothing_even_after_a_lost_answer(shop: Shop) -> None:
    order = quoted(shop)
    shop.ledger.crash_after = shop.ledger.saves + 1
    with pytest.raises(Crash):
        shop.send(ExecuteOrder(order_id=order), AS_RESELLER)
    events = shop.ledger.end()
    with pytest.raises(OrderAlreadyExecuted, match="executed already"):
        shop.send(ExecuteOrder(order_id=order), AS_RESELLER)
    assert shop.ledger.end() == events


def test_d2_a_draft_is_not_executed(shop: Shop) -> None:
    with pytest.raises(OrderNotQuoted):
        shop.send(ExecuteOrder(order_id=shop.draft()))


def test_d2_an_expired_quote_is_not_executed(shop: Shop) -> None:
    order = quoted(shop)
    shop.clock.moment += timedelta(hours=24)
    with pytest.raises(QuoteExpired):
        shop.send(ExecuteOrder(order_id=order), AS_RESELLER)


def test_d2_a_changed_price_is_not_executed(shop: Shop) -> None:
    order = quoted(shop)
    shop.vendor.priced[0] = a_sheet_price(erp="412.51")
    shop.sync()
    with pytest.raises(PriceChanged, match=r"quoted at 412\.50"):
        shop.send(ExecuteOrder(order_id=order), AS_RESELLER)
    shop.send(QuoteOrder(order_id=order), AS_RESELLER)
    assert len(shop.send(ExecuteOrder(order_id=order), AS_RESELLER)) == 2


def test_d26_eligibility_is_read_again_at_execution(shop: Shop) -> None:
    order = quoted(shop)
    tenant = TENANTS[KAFENEIO]
    shop.vendor.profiles[tenant] = replace(shop.vendor.profiles[tenant], country="DE")
    with pytest.raises(CountryMismatch):
        shop.send(ExecuteOrder(order_id=order), AS_RESELLER)


def test_a_stale_version_of_the_order_is_refused(shop: Shop) -> None:
    order = quoted(shop)
    with pytest.raises(StaleVersion):
        shop.send(ExecuteOrder(order_id=order, expected_version=1), AS_RESELLER)
