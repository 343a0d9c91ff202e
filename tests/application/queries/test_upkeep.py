"""When instances were last synced and compared, and what waits for its buyer (B18, D2)."""

from datetime import timedelta
from uuid import UUID

from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.queries.diagnose import Diagnose
from application.queries.list_orders import ListOrders
from application.queries.open_quotes import ListOpenQuotes
from application.queries.projection_status import ShowProjectionStatus
from application.queries.upkeep import InstanceUpkeep, ShowUpkeep
from core.ordering.order import OrderStatus
from tests.application.reconciliation.books import bought_there, reconciled
from tests.support.fakes_people import ENGINEER, KAFENEIO, STRANGER
from tests.support.fakes_shop import Shop, failed_asset


def upkeep(shop: Shop) -> InstanceUpkeep:
    [found] = shop.ask(ShowUpkeep(), ENGINEER).items
    return found


def quoted(shop: Shop, account: UUID = KAFENEIO) -> UUID:
    order = shop.draft(account=account)
    shop.send(QuoteOrder(order_id=order))
    return order


def test_the_latest_sync_counts_and_a_comparison_once_there_is_one(shop: Shop) -> None:
    first = upkeep(shop)
    assert (first.name, first.reconciliation) == ("Hellas", None)
    assert first.sync
    run = shop.sync_again_later()
    later = upkeep(shop).sync
    assert later
    assert later.run_id == run.run_id != first.sync.run_id


def test_b2_the_latest_comparison_tells_what_is_open(shop: Shop) -> None:
    reconciled(shop)
    shop.clock.pass_by(hours=1)
    bought_there(shop)
    reconciled(shop)
    latest = upkeep(shop).reconciliation
    assert latest
    assert (latest.open, latest.begun_at) == (1, shop.clock.now())


def test_d2_quotes_are_open_while_they_hold_and_the_first_to_end_comes_first(shop: Shop) -> None:
    early = quoted(shop)
    shop.clock.pass_by(hours=1)
    late, executed = quoted(shop), quoted(shop)
    shop.send(ExecuteOrder(order_id=executed))
    shop.draft()
    assert [each.id for each in shop.ask(ListOpenQuotes()).items] == [early, late]
    shop.clock.pass_by(hours=23)
    assert [each.id for each in shop.ask(ListOpenQuotes()).items] == [late]


def test_d2_orders_are_narrowed_to_a_status_and_a_customer_now_and_then(shop: Shop) -> None:
    mine, other = quoted(shop), quoted(shop, STRANGER)
    then = shop.clock.now()
    shop.clock.pass_by(minutes=1)
    shop.send(ExecuteOrder(order_id=mine))

    def ids(**asked: object) -> list[UUID]:
        return [each.id for each in shop.ask(ListOrders(**asked)).items]  # type: ignore[arg-type]

    assert ids(status=OrderStatus.QUOTED) == [other]
    assert ids(end_customer=KAFENEIO) == [mine]
    assert ids(end_customer=KAFENEIO, status=OrderStatus.QUOTED) == []
    past = then + timedelta(seconds=30)
    assert ids(end_customer=KAFENEIO, status=OrderStatus.QUOTED, at=past) == [mine]


def test_a_diagnosis_without_assets_is_as_short_as_the_rest_is_well(shop: Shop) -> None:
    failed_asset(shop)
    assert not shop.ask(Diagnose(), ENGINEER).ok
    found = shop.ask(Diagnose(each_asset=False), ENGINEER)
    assert (found.ok, found.findings) == (True, ())


def test_whoever_does_not_ask_for_rows_gets_none_counted(shop: Shop) -> None:
    counted = shop.ask(ShowProjectionStatus(), ENGINEER).items
    quick = shop.ask(ShowProjectionStatus(counting=False), ENGINEER).items
    assert all(each.rows is None for each in quick)
    assert [each.position for each in quick] == [each.position for each in counted]
    assert any(each.rows for each in counted)
