"""What an operator should look at (D17, B15)."""

from uuid import UUID

from application.ports.projections import Stop
from application.queries.diagnose import Diagnose, Diagnosis
from application.queries.list_orders import ListOrders
from application.queries.projection_status import ShowProjectionStatus
from application.queries.show_order import ShowOrder
from tests.application.asset.assets import unknown_asset
from tests.support.fakes_people import AUDITOR, ENGINEER
from tests.support.fakes_shop import Shop, failed_asset


def diagnosed(shop: Shop) -> Diagnosis:
    return shop.ask(Diagnose(), ENGINEER)


def test_nobody_must_act_in_a_healthy_shop(shop: Shop) -> None:
    shop.provision(shop.sell())
    found = diagnosed(shop)
    assert (found.ok, found.findings, found.events) == (True, (), shop.ledger.end())


def test_what_goes_on_by_itself_is_a_notice_d6(shop: Shop) -> None:
    asset = shop.sell()
    [finding] = diagnosed(shop).findings
    assert (finding.severity, finding.subject) == ("notice", f"asset {asset}")
    assert diagnosed(shop).ok


def test_d17_an_unknown_asset_is_shown_until_somebody_decides(shop: Shop) -> None:
    asset = unknown_asset(shop)
    shop.provision(asset)
    [finding] = diagnosed(shop).findings
    assert (finding.severity, finding.subject) == ("error", f"asset {asset}")
    assert "not known whether Microsoft sold" in finding.message
    assert not diagnosed(shop).ok


def test_d6_an_order_that_stays_pending_for_a_day_needs_a_person(shop: Shop) -> None:
    shop.vendor.habits.pending_reads = 100
    asset = shop.sell()
    shop.provision(asset)
    shop.clock.pass_by(hours=24)
    assert diagnosed(shop).ok
    shop.clock.pass_by(seconds=1)
    [finding] = diagnosed(shop).findings
    assert (finding.severity, finding.subject) == ("error", f"asset {asset}")
    assert "order-1" in finding.message


def test_s13_a_failed_asset_is_shown_with_what_to_do(shop: Shop) -> None:
    asset = failed_asset(shop)
    [finding] = diagnosed(shop).findings
    assert "800030" in finding.message
    assert f"reprovision {asset}" in finding.advice


def test_a_read_model_that_stopped_is_shown(shop: Shop) -> None:
    stop = Stop(7, "order.drafted.v1", UUID(int=7), "event 7 cannot be folded")
    shop.rows.errors["orders"] = stop
    [finding] = diagnosed(shop).findings
    assert (finding.subject, finding.message) == ("read model orders", "event 7 cannot be folded")


def test_every_read_model_says_where_it_stands(shop: Shop) -> None:
    statuses = shop.ask(ShowProjectionStatus(), ENGINEER).items
    assert {each.lag for each in statuses} == {0}
    assert {"bss_assets", "history", "orders"} <= {each.name for each in statuses}


def test_orders_are_listed_newest_first_with_their_total_d2(shop: Shop) -> None:
    draft = shop.draft()
    shop.clock.pass_by(minutes=1)
    executed = shop.asset(shop.sell()).details.order_id
    newest, oldest = shop.ask(ListOrders(), AUDITOR).items
    assert (newest.id, newest.status, str(newest.total)) == (executed, "executed", "825.00 EUR")
    assert (oldest.id, oldest.status, oldest.total) == (draft, "draft", None)
    assert shop.ask(ShowOrder(order_id=draft)).lines[0].unit_price is None
