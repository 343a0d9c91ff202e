"""Every list as it was at a time is the list that was read at that time (B5, D34)."""

from datetime import timedelta

import pytest

from application.asset.edit_asset import EditAsset
from application.past.lists import LOOKS
from application.past.pages import PastPage
from application.queries.list_assets import ListAssets
from application.queries.payable_price import ShowPayablePrice
from core.kernel.errors import Invalid, NotFound
from tests.support.builders import OFFICE, a_sheet_price
from tests.support.fakes_people import (
    AS_KAFENEIO,
    KAFENEIO,
    OPERATOR,
)
from tests.support.fakes_shop import Shop, failed_asset
from tests.support.random_work import LISTS, RandomWork, assert_remembered, everything


@pytest.mark.parametrize("seed", range(4))
def test_b5_d34_the_list_at_a_time_is_what_was_read_then(shop: Shop, seed: int) -> None:
    work = RandomWork(shop, seed)
    work.go(14)
    assert_remembered(work)


def test_d34_a_past_list_names_the_position_and_its_cursors_stay_there(shop: Shop) -> None:
    sold = [shop.sell() for _ in range(3)]
    noon = shop.clock.now()
    first = shop.ask(ListAssets(at=noon, limit=2))
    assert isinstance(first, PastPage)
    assert first.as_of.position == shop.ledger.end()
    assert first.as_of.time == noon
    shop.send(EditAsset(asset_id=min(sold), name="Renamed at that very moment"))
    rest = shop.ask(ListAssets(at=noon, limit=2, after=first.next))
    assert isinstance(rest, PastPage)
    assert rest.as_of == first.as_of
    assert {each.id for each in (*first.items, *rest.items)} == set(sold)
    assert all("Office" in each.name for each in (*first.items, *rest.items))


def test_b5_before_the_first_event_every_list_is_empty(shop: Shop) -> None:
    early = shop.clock.now() - timedelta(days=9_000)
    for query, by in LISTS:
        page = shop.ask(query.model_copy(update={"at": early}), by)
        assert (page.items, page.next) == ((), None)


def test_a_cursor_of_today_is_none_of_the_past_and_the_other_way_round(shop: Shop) -> None:
    for _ in range(2):
        shop.sell()
    today = shop.ask(ListAssets(limit=1)).next
    past = shop.ask(ListAssets(limit=1, at=shop.clock.now())).next
    for asked in (ListAssets(after=today, at=shop.clock.now()), ListAssets(after=past)):
        with pytest.raises(Invalid, match="cursor"):
            shop.ask(asked)


def test_a_time_needs_its_zone(shop: Shop) -> None:
    for query, by in LISTS:
        naive = shop.clock.now().replace(tzinfo=None)
        with pytest.raises(Invalid, match="zone"):
            shop.ask(query.model_copy(update={"at": naive}), by)


def test_a_page_looks_at_so_many_things_and_its_cursor_goes_on(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bounded work: a rare thing far behind is found on a later page."""
    rare = failed_asset(shop)
    shop.clock.pass_by(minutes=1)
    for _ in range(3):
        shop.provision(shop.sell())
    monkeypatch.setattr("application.past.lists.LOOKS", 2)
    asked = ListAssets(sync_status="failed", at=shop.clock.now(), limit=1)
    first = shop.ask(asked)
    assert first.items == ()
    assert first.next
    assert [each.id for each in everything(shop, asked, OPERATOR)] == [rare]
    assert LOOKS > 500


def test_b5_the_payable_price_of_a_day(shop: Shop) -> None:
    """S75: what the customer would have paid then: that day's lists, address and rates."""
    asked = ShowPayablePrice(account_id=KAFENEIO, code=OFFICE)
    first, paid = shop.clock.now(), shop.ask(asked)
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.sync_again_later()
    assert shop.ask(asked) != paid
    assert shop.ask(asked.model_copy(update={"at": first}), AS_KAFENEIO) == paid
    with pytest.raises(NotFound):
        shop.ask(asked.model_copy(update={"at": first - timedelta(days=9_000)}))
