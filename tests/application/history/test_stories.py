"""Everything has a readable story: who, when, why, and from what to what (B11, S27)."""

from typing import Any
from uuid import UUID

import pytest

from application.history.asset_story import entries
from application.history.entry import HistoryEntry
from application.history.list_history import ListHistory
from application.ports.rows import Page, Rows
from application.principal import Principal
from application.projections.asset_states import ASSET_STATES
from application.projections.projection import Table
from core.ids import THE_EPOCH, rate_stream_id
from core.kernel.errors import Invalid, NotFound
from tests.application.history.lives import MARIA, asset_of, lively
from tests.support.fakes_people import AUDITOR, ENGINEER, INSTANCE, KAFENEIO, SCHOOL
from tests.support.fakes_shop import Shop


@pytest.fixture
def shop() -> Shop:
    return lively()


def story(shop: Shop, thing: UUID, by: Principal = AUDITOR) -> tuple[HistoryEntry, ...]:
    asked = ListHistory(thing_id=thing, oldest_first=True, limit=500)
    return shop.ask(asked, by).items


def changed(entry: HistoryEntry) -> dict[str, tuple[Any, Any]]:
    return {each.field: (each.before, each.after) for each in entry.changes}


def test_b11_an_exchange_rate_tells_from_which_rate_to_which(shop: Shop) -> None:
    opened, first, second = story(shop, rate_stream_id("EUR", "ILS"))
    assert changed(opened) == {"anchor": (None, "EUR"), "currency": (None, "ILS")}
    assert changed(first)["units_per_anchor"] == (None, "3.95")
    assert changed(second)["units_per_anchor"] == ("3.95", "4.10")
    assert "anchor" not in changed(second)
    assert second.thing_name == "EUR → ILS"


def test_b11_somebody_is_found_by_the_name_alone_in_whichever_role(shop: Shop) -> None:
    exactly = shop.ask(ListHistory(actor=MARIA.actor, limit=500), AUDITOR).items
    by_name = shop.ask(ListHistory(actor=MARIA.name, limit=500), AUDITOR).items
    assert by_name == exactly != ()
    assert shop.ask(ListHistory(actor="nobody"), AUDITOR).items == ()


def test_b11_an_account_tells_who_moved_it(shop: Shop) -> None:
    *_, moved = story(shop, KAFENEIO)
    assert changed(moved)["country"] == ("GR", "DE")
    assert (moved.actor, moved.thing, moved.thing_name) == (MARIA.actor, "account", "Kafeneio")


def test_d2_an_order_tells_its_status_and_keeps_the_draft_beside_the_quote(shop: Shop) -> None:
    drafts = [each for each in shop.ledger.recorded if each.topic == "order.drafted.v1"]
    drafted, quoted, executed = story(shop, drafts[0].stream_id)
    assert changed(drafted)["status"] == (None, "draft")
    assert changed(quoted)["status"] == ("draft", "quoted")
    assert changed(quoted)["quote"][0] is None
    assert "lines" not in changed(quoted)
    assert changed(executed)["status"] == ("quoted", "executed")


def test_s81_a_product_tells_each_price_by_itself(shop: Shop) -> None:
    [gone] = [each for each in shop.ledger.recorded if each.topic == "product.withdrawn.v1"]
    *_, repriced, withdrawn = story(shop, gone.stream_id)
    prices = changed(repriced)
    before, after = prices["market_price DE EUR from 1"]
    assert (before["erp"], after["erp"]) == ("400.00", "420.00")
    before, after = prices["list_price EUR"]
    assert (before["sell"], after["sell"]) == ("412.50", "420.00")
    assert "market_price GR EUR from 1" not in prices
    assert changed(withdrawn) == {"published": (True, False)}


def test_b11_instance_and_epoch_have_stories_as_well(shop: Shop) -> None:
    told = story(shop, INSTANCE)
    chosen = next(each for each in told if "currencies-chosen" in each.kind)
    assert changed(chosen)["default"] == (None, "EUR")
    runs = [changed(each).get("outcome") for each in told if "sync-" in each.kind]
    begun, ended, again = (None, "running"), ("running", "applied"), ("applied", "running")
    assert runs == [begun, ended, again, ended]
    assert changed(story(shop, THE_EPOCH)[0])["buying"] == (None, True)


def test_s27_an_assets_story_is_told_of_what_people_see(shop: Shop) -> None:
    told = story(shop, asset_of(shop))
    renamed = next(each for each in told if each.kind == "asset.renamed.v1")
    assert changed(renamed)["name"][1] == "Counter"
    assert (renamed.reason, renamed.thing_name) == ("moved", "Counter")


def test_b11_an_assets_story_is_the_same_from_its_kept_states_and_from_its_events(
    shop: Shop,
) -> None:
    asset = asset_of(shop)
    folded = [each.changes for each in entries(shop.ledger.stream(asset), ENGINEER)]
    assert [each.changes for each in story(shop, asset, ENGINEER)] == folded
    one = ListHistory(thing_id=asset, kind="asset.resynced")
    assert [each.changes for each in shop.ask(one, ENGINEER).items] == folded[-1:]
    unkept = Shop(tuple(shop.ledger.recorded), overrides={Rows: WithoutStates(shop.rows)})
    asked = ListHistory(thing_id=asset, oldest_first=True)
    told = unkept.ask(asked, ENGINEER).items
    assert [each.changes for each in told] == folded


class WithoutStates:
    """Rows of a program whose read model of states has stopped."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rows, name)

    def page(self, table: Table[Any], **asked: Any) -> Page[Any]:
        return Page((), None) if table is ASSET_STATES else self._rows.page(table, **asked)


def test_b11_an_entry_changes_the_same_whatever_else_is_on_its_page(shop: Shop) -> None:
    whole = {each.position: each for each in shop.ask(ListHistory(limit=500), AUDITOR).items}
    for asked in (
        ListHistory(actor=MARIA.actor),
        ListHistory(kind="exchange-rate"),
        ListHistory(kind="order.executed"),
    ):
        found = shop.ask(asked, AUDITOR).items
        assert found
        assert all(whole[each.position] == each for each in found)
    after = None
    while True:
        page = shop.ask(ListHistory(limit=1, oldest_first=True, after=after, kind="product"))
        assert all(whole[each.position] == each for each in page.items)
        if (after := page.next) is None:
            return


def test_d15_an_engineer_reads_no_cost_of_anything(shop: Shop) -> None:
    def words(by: Principal) -> str:
        return str([each.changes for each in shop.ask(ListHistory(limit=500), by).items])

    assert "unit_cost" in words(AUDITOR)
    assert "cost" not in words(ENGINEER)


def test_what_is_not_there_has_no_story(shop: Shop) -> None:
    nobody = UUID(int=1)
    for asked in (
        ListHistory(thing_id=nobody),
        ListHistory(account_id=nobody),
        ListHistory(account_id=INSTANCE),
        ListHistory(thing="asset", thing_id=SCHOOL),
    ):
        with pytest.raises(NotFound):
            shop.ask(asked, AUDITOR)


@pytest.mark.parametrize("kind", ["assets", "asset.unheard-of", "asset.renamed.v1.v2", "", "."])
def test_a_kind_that_no_event_has_is_refused_with_those_that_there_are(
    shop: Shop, kind: str
) -> None:
    with pytest.raises(Invalid) as refused:
        shop.ask(ListHistory(kind=kind), AUDITOR)
    assert "exchange-rate" in refused.value.advice


def test_a_time_without_zone_is_refused(shop: Shop) -> None:
    naive = shop.clock.now().replace(tzinfo=None)
    with pytest.raises(Invalid, match="zone"):
        shop.ask(ListHistory(since=naive), AUDITOR)
