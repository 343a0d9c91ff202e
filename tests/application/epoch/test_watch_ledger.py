"""A ledger's first epoch, and those that have none yet (D33)."""

from __future__ import annotations

from uuid import UUID

import pytest

from application.bus import Origin
from application.epoch.pause_buying import PauseBuying
from application.epoch.watch_ledger import WatchLedger
from application.ports.ledger_home import Landmark
from application.principal import WORKER
from application.queries.buying import ShowBuying
from core.epoch.errors import EpochNotBegun
from core.ids import THE_EPOCH
from tests.support.fakes_shop import Shop, open_shop

COMMAND = UUID("01953a10-0000-7000-8000-00000000c0de")


def watch(shop: Shop) -> None:
    shop.bus.send(WatchLedger(), Origin(WORKER, "cli"))


def of_an_older_perpetua() -> Shop:
    """A ledger that sells, from before epochs were written down."""
    history = open_shop().ledger.recorded
    shop = Shop(tuple(each for each in history if each.stream_id != THE_EPOCH))
    shop.ids.made = 1000
    return shop


def test_the_first_event_of_a_new_ledger_is_its_epoch() -> None:
    shop = Shop()
    watch(shop)
    [only] = shop.ledger.recorded
    assert (only.topic, only.metadata.actor) == ("ledger.epoch-began.v1", "system:worker")
    watch(shop)
    assert len(shop.ledger.recorded) == 1


def test_an_older_ledger_does_not_buy_until_it_is_upgraded() -> None:
    shop = of_an_older_perpetua()
    asset = shop.sell()
    assert "perpetua db upgrade" in str(shop.provision(asset).trouble)
    assert shop.vendor.count("create_cart") == 0
    assert shop.ask(ShowBuying()).epoch == 0
    with pytest.raises(EpochNotBegun):
        shop.send(PauseBuying(reason="an audit"))
    watch(shop)
    assert not shop.provision(asset).in_progress


def test_d33_a_copy_never_gets_an_epoch_of_its_own(shop: Shop) -> None:
    shop.home.place = "memory:copy"
    watch(shop)
    assert shop.kinds(THE_EPOCH) == ["epoch-began", "buying-paused"]


def test_d33_a_backup_from_before_the_first_epoch_is_paused_where_purchases_are_remembered() -> (
    None
):
    shop = of_an_older_perpetua()
    shop.home.remember(Landmark(1, 500, COMMAND))
    watch(shop)
    assert shop.kinds(THE_EPOCH) == ["epoch-began", "buying-paused"]


def test_an_empty_ledger_begins_beside_what_another_one_left() -> None:
    shop = Shop()
    shop.home.remember(Landmark(4, 500, COMMAND))
    watch(shop)
    assert (shop.ask(ShowBuying()).allowed, shop.ask(ShowBuying()).epoch) == (True, 5)
