"""Every kind of trouble at Microsoft, on the wire: nothing is lost, nothing is bought twice."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.console import Console

from application.asset.provisioning.provision_asset import Provisioning
from application.queries.asset_attempts import AssetAttempts
from application.queries.prove_purchases import ProvePurchases
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.demo.browsing import OFFICE
from entrypoints.demo.journey import define_services, settle_in
from entrypoints.demo.narrator import Narrator
from entrypoints.demo.people import People, open_accounts
from entrypoints.demo.scene import Scene
from entrypoints.demo.simulator import SimulatorControls, simulator_for
from entrypoints.settings import Settings

CHECKOUT = {"method": "POST", "path": "*/checkout"}
CART = {"method": "POST", "path": "*/carts"}
READS = {"method": "GET", "path": "*/customers/*"}


@dataclass(frozen=True)
class Shop:
    """A distributor with a synced catalogue, against a simulator that can be troubled."""

    scene: Scene
    people: People

    def buy(self) -> Provisioning:
        """One licence for the reseller's customer, as far as provisioning gets."""
        buyer = self.people.logistics
        _, assets = self.scene.order(buyer.account, {f"{OFFICE}:SEG0001": 1}, buyer.principal)
        return assets[0]

    def licences_of(self, asset: Provisioning) -> list[dict[str, Any]]:
        """What Microsoft sold under any attempt of the asset."""
        attempts = self.scene.ask(AssetAttempts(asset_id=asset.asset_id)).items
        ours = tuple(attempt.reference for attempt in attempts)
        lines = self.scene.controls.order_lines()
        return [line for line in lines if line["friendly_name"].endswith(ours)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("trouble")
    with (
        simulator_for(Settings(data_dir=folder, read_timeout=1.0)) as settings,
        bootstrapped(settings) as app,
        controls_of(settings) as controls,
    ):
        at_once = {"completion_seconds": 0}
        httpx.patch(f"{settings.partner_center_url}/_simulator/settings", json=at_once)
        scene = Scene(app, controls, Narrator(Console(file=io.StringIO())))
        instance = settle_in(scene)
        define_services(scene, instance)
        yield Shop(scene, open_accounts(scene, instance))


@pytest.mark.parametrize(
    ("fault", "options"),
    [
        ("lost_before", CHECKOUT),
        ("lost_after", CHECKOUT),
        ("throttled", {**CHECKOUT, "retry_after": 1}),
        ("server_error", CHECKOUT),
        ("malformed", CHECKOUT),
        ("slow", {**CHECKOUT, "seconds": 2}),
        ("lost_before", CART),
        ("lost_after", CART),
        ("throttled", {**CART, "retry_after": 1}),
        ("server_error", {**CART, "status": 503}),
        ("malformed", CART),
        ("server_error", {**READS, "count": 2}),
        ("throttled", {**READS, "retry_after": 1}),
        ("malformed", {"method": "GET", "path": "*/carts/*"}),
        ("lost_before", {"method": "POST", "path": "*/token"}),
    ],
    ids=str,
)
def test_whatever_happens_on_the_wire_exactly_one_licence_is_bought(
    shop: Shop, fault: str, options: dict[str, Any]
) -> None:
    """B1 B15 D7 D31 D32."""
    shop.scene.controls.fault(fault, **options)
    asset = shop.buy()
    assert asset.sync_state == "synchronized", asset.trouble
    assert len(shop.licences_of(asset)) == 1


def test_a_refused_checkout_buys_nothing_and_says_why(shop: Shop) -> None:
    """D7 S13."""
    shop.scene.controls.fault("refusal", code="800069", description="Risk check failed.")
    asset = shop.buy()
    assert (asset.sync_state, shop.licences_of(asset)) == ("failed", [])
    assert asset.trouble == "800069: Risk check failed."


def test_a_refusal_inside_a_201_answer_is_a_refusal(shop: Shop) -> None:
    """D7: `orderErrors` in the answer of a checkout."""
    shop.scene.controls.fault("refusal", as_order_error=True)
    asset = shop.buy()
    assert (asset.sync_state, shop.licences_of(asset)) == ("failed", [])


def test_an_expired_token_is_renewed_between_the_calls(shop: Shop) -> None:
    shop.scene.controls.advance(4000)
    asset = shop.buy()
    assert asset.sync_state == "synchronized"
    assert len(shop.licences_of(asset)) == 1


def test_the_ledger_proves_all_of_it(shop: Shop) -> None:
    """B3."""
    assert shop.scene.ask(ProvePurchases()).ok


def _a_minute_passes(settings: Settings) -> None:
    """Microsoft's 429 asked for it; its gate is the only thing here that knows the time."""
    with closing(sqlite3.connect(str(settings.sqlite_file))) as database, database:
        database.execute("UPDATE vendor_gate SET full_at = full_at - 60000000")


def test_while_microsoft_is_away_the_asset_waits_and_is_bought_once_afterwards(
    tmp_path: Path,
) -> None:
    """Simulator down: the order stays executed, the asset in progress, nothing is lost."""
    silent = Narrator(Console(file=io.StringIO()))
    with (
        simulator_for(Settings(data_dir=tmp_path)) as settings,
        bootstrapped(settings) as app,
        controls_of(settings) as controls,
    ):
        scene = Scene(app, controls, silent)
        instance = settle_in(scene)
        define_services(scene, instance)
        people = open_accounts(scene, instance)
        controls.fault("throttled", method="POST", path="*/carts", retry_after=60)
        waiting = Shop(scene, people).buy()
        assert waiting.in_progress
        assert waiting.trouble
    with bootstrap(settings) as app:
        away = next(app.provisioning.provision([waiting.asset_id], channel="worker"))
        assert away.in_progress
        assert "Partner Center" in str(away.trouble)
    _a_minute_passes(settings)
    with simulator_for(settings) as again, bootstrap(again) as app, controls_of(again) as controls:
        shop = Shop(Scene(app, controls, silent), people)
        settled = shop.scene.provision([waiting.asset_id])[0]
        assert settled.sync_state == "synchronized"
        assert len(shop.licences_of(settled)) == 1


@contextmanager
def bootstrapped(settings: Settings) -> Iterator[App]:
    upgrade_schema(settings)
    with bootstrap(settings) as app:
        yield app


@contextmanager
def controls_of(settings: Settings) -> Iterator[SimulatorControls]:
    controls = SimulatorControls(settings)
    yield controls
    controls.close()
