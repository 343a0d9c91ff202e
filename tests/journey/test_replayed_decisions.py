"""What was decided at Microsoft's answers is decided again, with Microsoft gone (B6)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from uuid import UUID

import httpx
import pytest
from rich.console import Console

from application.asset.provisioning.provision_asset import Provisioning
from application.asset.refresh_asset import RefreshAsset
from application.bus import Origin
from application.debugging.replay import Verdict
from application.ports.exchanges import Exchange
from application.principal import Principal, Role
from application.queries.debug_asset import DebugAsset, DebugStep
from entrypoints.bootstrap import App, bootstrap
from entrypoints.demo.journey import define_services, settle_in
from entrypoints.demo.narrator import Narrator
from entrypoints.demo.people import open_accounts
from entrypoints.demo.scene import Scene
from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings
from tests.journey.test_vendor_trouble import CART, CHECKOUT, Shop, bootstrapped, controls_of

ENGINEER = Principal(Role.ENGINEER, "test")
EIGHT_DAYS = 8 * 24 * 3600
Journey = Callable[[Shop], Provisioning]


def struck(fault: str, **options: object) -> Journey:
    def journey(shop: Shop) -> Provisioning:
        shop.scene.controls.fault(fault, **options)
        return shop.buy()

    return journey


def cart_gone(shop: Shop) -> Provisioning:
    """Throttled until the cart had expired."""
    shop.scene.controls.fault("throttled", **CHECKOUT, retry_after=60)
    waiting = shop.buy()
    shop.scene.controls.advance(EIGHT_DAYS)
    return shop.scene.provision([waiting.asset_id])[0]


def perpetual_id_later(shop: Shop) -> Provisioning:
    shop.scene.controls.fault("no_perpetual_id", seconds=60)
    bought = shop.buy()
    assert bought.perpetual_id is None
    shop.scene.controls.advance(120)
    assert shop.scene.send(RefreshAsset(asset_id=bought.asset_id)).filled
    return bought


JOURNEYS: dict[str, Journey] = {
    "purchase": Shop.buy,
    "refusal": struck("refusal", code="800069", description="Risk check failed."),
    "refusal inside a 201": struck("refusal", as_order_error=True),
    "timeout": struck("slow", **CHECKOUT, seconds=2),
    "never arrived": struck("lost_before", **CHECKOUT),
    "sold, answer lost": struck("lost_after", **CHECKOUT),
    "sold, answer unreadable": struck("malformed", **CHECKOUT),
    "500": struck("server_error", **CHECKOUT),
    "throttled": struck("throttled", **CHECKOUT, retry_after=1),
    "no cart": struck("server_error", **CART, status=503),
    "reads again": struck("server_error", method="GET", path="*/customers/*", count=2),
    "perpetual id later": perpetual_id_later,
    "cart gone": cart_gone,  # the last one: it stays unknown, and purchases alike wait for it (D32)
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, dict[str, UUID]]:
    """Every journey was made; the simulator is no more."""
    folder = tmp_path_factory.mktemp("recorded")
    with (
        simulator_for(Settings(data_dir=folder, read_timeout=1.0)) as settings,
        bootstrapped(settings) as app,
        controls_of(settings) as controls,
    ):
        at_once = {"completion_seconds": 0, "order_list_lag_seconds": 0}
        httpx.patch(f"{settings.partner_center_url}/_simulator/settings", json=at_once)
        scene = Scene(app, controls, Narrator(Console(file=io.StringIO())))
        instance = settle_in(scene)
        define_services(scene, instance)
        shop = Shop(scene, open_accounts(scene, instance))
        assets = {name: journey(shop).asset_id for name, journey in JOURNEYS.items()}
    return settings, assets


@pytest.fixture
def app(recorded: tuple[Settings, dict[str, UUID]]) -> Iterator[App]:
    with bootstrap(recorded[0]) as app:
        yield app


def debugged(app: App, asset: UUID, *, replay: bool = True) -> tuple[DebugStep, ...]:
    query, origin = DebugAsset(asset_id=asset, replay=replay), Origin(ENGINEER, "cli")
    return app.bus.ask(query, origin).steps


def exchanges(steps: tuple[DebugStep, ...]) -> list[Exchange]:
    talks = [talk.conversation for step in steps for talk in step.talks]
    return [each for talk in talks for each in talk.exchanges]


@pytest.mark.parametrize("name", JOURNEYS)
def test_b6_todays_code_decides_as_it_did(
    app: App, recorded: tuple[Settings, dict[str, UUID]], name: str
) -> None:
    """B6, D7."""
    steps = debugged(app, recorded[1][name])
    replays = [talk.replayed for step in steps for talk in step.talks]
    assert len(replays) >= 2
    unlike = [each for each in replays if each is None or each.verdict is not Verdict.SAME]
    assert unlike == []


def test_b6_the_answers_are_shown_with_what_was_asked(
    app: App, recorded: tuple[Settings, dict[str, UUID]]
) -> None:
    refused = exchanges(debugged(app, recorded[1]["refusal"], replay=False))
    checkout = refused[-1]
    assert (checkout.method, checkout.status) == ("POST", 403)
    assert checkout.path.endswith("/checkout")
    assert "Risk check failed." in checkout.answer
    lost = exchanges(debugged(app, recorded[1]["timeout"], replay=False))
    assert {each.failure for each in lost if each.status is None} == {"ReadTimeout: timed out"}


def test_b6_no_secret_and_nobody_is_in_what_is_kept(
    recorded: tuple[Settings, dict[str, UUID]],
) -> None:
    with bootstrap(recorded[0]) as app:
        kept = "".join(repr(debugged(app, asset)) for asset in recorded[1].values())
    assert "PX-" in kept
    for secret in ("Bearer", "simulator-secret", "simulator-refresh-token", "eyJ", "access_token"):
        assert secret not in kept
