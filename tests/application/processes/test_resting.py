"""How long an asset rests, and that it keeps no other one waiting (D17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from application.asset.provisioning.provision_asset import Provisioning
from application.ports.leases import Rest
from application.ports.microsoft.partners import Vendors
from application.processes.resting import after_a_look
from application.queries.diagnose import Diagnose
from core.asset.values import SyncState
from core.instances.instance import Instance
from tests.application.processes.working import rest_of, rested, worked
from tests.support.fakes_faults import meanwhile, unavailable
from tests.support.fakes_people import ENGINEER
from tests.support.fakes_shop import Shop
from tests.support.fakes_vendor import FakeVendor
from tests.support.scenario import NOON


class Poisoned:
    """Vendors that break for one product of the shop."""

    def __init__(self, vendor: FakeVendor) -> None:
        self.vendor = vendor
        self.broken = True

    def of(self, instance: Instance) -> Any:
        if self.broken:
            raise ZeroDivisionError("a fault of ours")
        return self.vendor


def test_a_poisoned_asset_rests_longer_and_longer_and_is_shown_by_doctor(shop: Shop) -> None:
    asset = shop.sell()
    vendors = Poisoned(shop.vendor)
    broken = Shop(of=shop, overrides={Vendors: vendors})
    pauses = []
    for _ in range(12):
        [done] = worked(broken)
        assert isinstance(done.fault, ZeroDivisionError)
        pauses.append(rested(broken, asset))
        broken.clock.pass_by(seconds=pauses[-1])
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    [finding] = shop.restarted().ask(Diagnose(), ENGINEER).findings
    assert (finding.severity, finding.subject) == ("error", f"asset {asset}")
    assert "ZeroDivisionError: a fault of ours (12 times in a row" in finding.message
    vendors.broken = False
    assert [each.state for each in worked(broken)] == ["synchronized"]
    assert broken.ask(Diagnose(), ENGINEER).ok


def test_a_poisoned_asset_does_not_keep_others_waiting(shop: Shop) -> None:
    poisoned, *_ = (shop.sell(), shop.sell(), shop.sell())

    def breaks(asset: UUID) -> Callable[[], object]:
        def call() -> object:
            raise ZeroDivisionError(asset)

        return call

    shop.vendor.on("create_cart", meanwhile(breaks(poisoned)))
    states = sorted(each.state for each in worked(shop))
    assert states == ["fault", "synchronized", "synchronized"]


@pytest.mark.parametrize(("state", "longest"), [(SyncState.UNKNOWN, 900), (SyncState.ORDERED, 60)])
def test_d17_an_unknown_outcome_is_looked_at_less_and_less_often(
    state: SyncState, longest: float
) -> None:
    standing = Provisioning(UUID(int=1), "Office", state, True, None, None, None)
    rest: Rest | None = None
    pauses = []
    for _ in range(40):
        rest = after_a_look(rest, standing, NOON)
        pauses.append((rest.until - NOON).total_seconds())
    assert pauses[:5] == [1, 2, 4, 8, 16]
    assert pauses[-1] == max(pauses) == longest


def test_another_state_is_looked_at_soon_again() -> None:
    rest = Rest(NOON, "pending", 9, None)
    standing = Provisioning(UUID(int=1), "Office", "unknown", True, None, None, None)
    assert after_a_look(rest, standing, NOON).until == NOON + timedelta(seconds=1)


def test_a_rest_survives_the_process_and_a_person_need_not_wait_for_it(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("create_cart", unavailable(retry_after=600))
    worked(shop)
    assert worked(shop.restarted()) == []
    [result] = shop.process.provision([asset], channel="cli", patience=20)
    assert result.sync_state == "synchronized"
    assert shop.leases.all() == ()


def test_what_microsoft_throttles_rests_as_long_as_it_asks_and_others_go_on(shop: Shop) -> None:
    first, second = shop.sell(), shop.sell()
    shop.vendor.on("create_cart", unavailable(retry_after=57))
    done = {each.asset: each for each in worked(shop)}
    [throttled] = [asset for asset in (first, second) if done[asset].rest]
    assert rested(shop, throttled) == 57
    assert sorted(each.state for each in done.values()) == ["pending", "synchronized"]
    shop.clock.pass_by(seconds=57)
    assert [each.state for each in worked(shop)] == ["synchronized"]


def test_a_missing_setting_is_looked_at_every_minute(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendors.credentials.clear()
    pauses = []
    for _ in range(8):
        worked(shop)
        pauses.append(rested(shop, asset))
        shop.clock.pass_by(seconds=pauses[-1])
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    rest = rest_of(shop, asset)
    assert rest
    assert (rest.state, rest.looks) == ("credentials_missing", 8)


def test_what_somebody_else_settled_is_forgotten(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("create_cart", unavailable(retry_after=600))
    worked(shop)
    shop.provision(asset)
    assert rest_of(shop, asset)
    worked(shop)
    assert shop.leases.all() == ()
