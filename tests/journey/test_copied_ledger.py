"""A copied ledger buys nothing until it was compared with Microsoft and somebody resumed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from rich.console import Console

from application.asset.provisioning.provision_asset import Provisioning
from application.epoch.resume_buying import ResumeBuying
from application.ports.clock import Clock
from application.queries.reconciliations import ShowReconciliation
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.epoch.errors import NotReconciled
from entrypoints.bootstrap import bootstrap, upgrade_schema
from entrypoints.demo.browsing import OFFICE
from entrypoints.demo.journey import define_services, settle_in
from entrypoints.demo.narrator import Narrator
from entrypoints.demo.people import People, open_accounts
from entrypoints.demo.scene import Scene
from entrypoints.demo.simulator import SimulatorControls, simulator_for
from entrypoints.settings import Settings
from tests.journey.program import Program

BUYER = "Hellenic Logistics S.A."
RESUME = ("buying", "resume", "--reason", "compared with Partner Center")


def test_d33_b24_the_copied_folder_of_a_demo_buys_nothing(program: Program, tmp_path: Path) -> None:
    shutil.copytree(program.data_dir, tmp_path / "copy")
    copy = Program(tmp_path / "copy")
    line = f"{OFFICE}:SEG0001"
    with copy.simulator_again() as microsoft:
        bought = microsoft.get("orders").json()["items"]
        order = copy.json("order", "draft", "--customer", BUYER, "--line", line)["id"]
        copy.run("order", "quote", order)
        [asset] = copy.json("order", "execute", order, "--yes", expect=3)["assets"]
        assert "Buying is paused: this database is a copy" in asset["trouble"]
        assert microsoft.get("orders").json()["items"] == bought
        assert "perpetua buying resume" in copy.run("doctor", expect=1)
        copy.run("reconcile", "run")
        copy.run(*RESUME, expect=1)
        assert copy.json("buying", "show")["unreconciled"] == ["main"]
    assert program.json("buying", "show")["allowed"]


class Later:
    """The machine's clock, and later; Microsoft's moves along."""

    def __init__(self, controls: SimulatorControls) -> None:
        self._controls = controls
        self._by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by

    def wait(self, seconds: float) -> None:
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        self._by += timedelta(seconds=seconds)
        self._controls.advance(round(seconds))


@pytest.fixture
def controls_and_settings(tmp_path: Path) -> Iterator[tuple[SimulatorControls, Settings]]:
    with simulator_for(Settings(data_dir=tmp_path / "original")) as settings:
        controls = SimulatorControls(settings)
        upgrade_schema(settings)
        yield controls, settings
        controls.close()


@contextmanager
def opened(settings: Settings, controls: SimulatorControls, clock: Later) -> Iterator[Scene]:
    with bootstrap(settings, overrides={Clock: clock}) as app:
        yield Scene(app, controls, Narrator(Console(file=io.StringIO())))


def order_one(scene: Scene, people: People) -> Provisioning:
    buyer = people.logistics
    _, assets = scene.order(buyer.account, {f"{OFFICE}:SEG0001": 1}, buyer.principal)
    return assets[0]


def reconcile(scene: Scene, instance: UUID) -> Any:
    run = scene.send(ReconcileInstance(instance_id=instance))
    return scene.ask(ShowReconciliation(reconciliation_id=run.reconciliation_id))


def test_d33_b24_after_reconcile_and_resume_a_copy_buys_and_nothing_is_bought_twice(
    controls_and_settings: tuple[SimulatorControls, Settings], tmp_path: Path
) -> None:
    """The original bought, after the copy was made, what the copy was about to buy (B1, B2)."""
    controls, settings = controls_and_settings
    clock = Later(controls)
    with opened(settings, controls, clock) as original:
        instance = settle_in(original)
        define_services(original, instance)
        people = open_accounts(original, instance)
        controls.fault("throttled", method="POST", path="*/carts", retry_after=60)
        waiting = order_one(original, people)
        assert waiting.in_progress
        shutil.copytree(settings.data_dir, tmp_path / "copy")
        clock.pass_by(60)
        [settled] = original.provision([waiting.asset_id])
        assert settled.sync_state == "synchronized"
    there = settings.model_copy(update={"data_dir": tmp_path / "copy"})
    with opened(there, controls, clock) as copy:
        fresh = order_one(copy, people)
        assert "Buying is paused" in str(fresh.trouble)
        clock.pass_by(2400)
        assert not reconcile(copy, instance).clean
        with pytest.raises(NotReconciled):
            copy.send(ResumeBuying(reason="too early"))
        [found] = copy.provision([waiting.asset_id])
        assert found.perpetual_order_id == settled.perpetual_order_id
        assert reconcile(copy, instance).clean
        copy.send(ResumeBuying(reason="the original is switched off"))
        [bought] = copy.provision([fresh.asset_id])
        assert bought.sync_state == "synchronized"
    assert len(controls.order_lines()) == 2


def test_d33_b2_a_purchase_whose_asset_was_lost_is_found_and_keeps_the_copy_paused(
    controls_and_settings: tuple[SimulatorControls, Settings], tmp_path: Path
) -> None:
    controls, settings = controls_and_settings
    clock = Later(controls)
    with opened(settings, controls, clock) as original:
        instance = settle_in(original)
        define_services(original, instance)
        people = open_accounts(original, instance)
        order_one(original, people)
        shutil.copytree(settings.data_dir, tmp_path / "copy")
        lost = order_one(original, people)
    there = settings.model_copy(update={"data_dir": tmp_path / "copy"})
    with opened(there, controls, clock) as copy:
        order_one(copy, people)
        clock.pass_by(2400)
        run = reconcile(copy, instance)
        [finding] = [each.finding for each in run.findings]
        assert (finding.kind, finding.order_id) == ("unlinked", lost.perpetual_order_id)
        assert "no asset of this ledger" in finding.says
        with pytest.raises(NotReconciled):
            copy.send(ResumeBuying(reason="not yet"))
    assert len(controls.order_lines()) == 2
