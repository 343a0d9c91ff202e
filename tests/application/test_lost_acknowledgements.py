"""Of every command: a commit that fails in the air is neither lost nor done twice (B1, D2, D10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from application.asset.provisioning.provision_asset import ProvisionAsset
from application.audit.sign_head import SignHead
from application.bus import Origin
from application.epoch.watch_ledger import WatchLedger
from application.messages import Command
from application.ports.database_away import DatabaseAway
from application.ports.ledger import Ledger, VersionConflict
from application.read_models.drop_builds import DropBuilds
from application.read_models.rebuild_projection import RebuildProjection
from application.read_models.retry_projection import RetryProjection
from application.read_models.roll_back_projection import RollBackProjection
from application.read_models.switch_projection import SwitchProjection
from application.use_cases import HANDLERS
from core.kernel.aggregate import Aggregate
from tests.application.every_command import EXAMPLES
from tests.support.fakes_ledger import MemoryLedger
from tests.support.fakes_people import OPERATOR
from tests.support.fakes_shop import Shop, open_shop

ELSEWHERE: frozenset[type[Any]] = frozenset(
    {
        ProvisionAsset,  # dies at every save in test_every_fault.py and the simulation
        WatchLedger,  # begins an epoch once, or notes what it sees
        RebuildProjection,  # these move tables, and write down afterwards that they did
        SwitchProjection,
        RollBackProjection,
        SignHead,  # these write no events
        RetryProjection,
        DropBuilds,
    }
)
_LEASE = "instance.sync-"
"""A run's hold on its instance: whoever begins again takes it again."""
Trouble = Callable[[], Exception]


class Wire:
    """The ledger, at the end of a wire that breaks once: at a save, before or after its commit."""

    def __init__(self, ledger: MemoryLedger, trouble: Trouble | None, *, after: bool) -> None:
        self._ledger = ledger
        self._trouble = trouble
        self._after = after

    def save(self, *aggregates: Aggregate) -> None:
        said = [event.TOPIC for each in aggregates for event in each.pending]
        breaks = self._trouble and any(not topic.startswith(_LEASE) for topic in said)
        if breaks and not self._after:
            raise self._broken()
        self._ledger.save(*aggregates)
        if breaks:
            raise self._broken()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)

    def _broken(self) -> Exception:
        assert self._trouble
        trouble, self._trouble = self._trouble(), None
        return trouble


@dataclass(frozen=True)
class Outcome:
    """What the caller was answered, what stands in the ledger, and how often it was repeated."""

    answer: Any
    written: Counter[tuple[UUID, str]]
    repeats: int


def sent(kind: type[Any], trouble: Trouble | None, *, after: bool) -> Outcome:
    """A caller repeats the command under its id for as long as the database is away."""
    shop = open_shop()
    command: Command[Any] = EXAMPLES[kind](shop)
    origin = Origin(OPERATOR, "http", command_id=shop.ids.new())
    process = Shop(of=shop, overrides={Ledger: Wire(shop.ledger, trouble, after=after)})
    for repeats in range(3):
        try:
            answer = process.bus.send(command, origin)
        except DatabaseAway:
            continue
        return Outcome(answer, _written(shop, origin), repeats)
    raise AssertionError("The wire broke more than once.")


def _written(shop: Shop, origin: Origin) -> Counter[tuple[UUID, str]]:
    return Counter(
        (each.stream_id, each.topic)
        for each in shop.ledger.recorded
        if each.metadata.command_id == origin.command_id and not each.topic.startswith(_LEASE)
    )


def test_every_command_that_writes_events_has_an_example() -> None:
    commands = {kind for kind in HANDLERS if issubclass(kind, Command)}
    assert commands - ELSEWHERE == EXAMPLES.keys()


every_command = pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)


@every_command
def test_a_command_whose_acknowledgement_was_lost_is_repeated_and_applied_once(
    kind: type[Any],
) -> None:
    control, repeated = sent(kind, None, after=True), sent(kind, DatabaseAway, after=True)
    assert control.written
    assert (repeated.written, repeated.repeats) == (control.written, 1)


@every_command
def test_a_commit_that_comes_back_as_a_conflict_is_no_refusal(kind: type[Any]) -> None:
    control, conflicted = sent(kind, None, after=True), sent(kind, _conflict, after=True)
    assert (conflicted.written, conflicted.repeats) == (control.written, 0)


@every_command
def test_a_command_that_was_not_stored_is_repeated_and_applied(kind: type[Any]) -> None:
    control, repeated = sent(kind, None, after=False), sent(kind, DatabaseAway, after=False)
    assert repeated.repeats == 1
    assert _kinds(repeated) == _kinds(control)


def _kinds(outcome: Outcome) -> Counter[str]:
    return Counter(topic for _, topic in outcome.written.elements())


def _conflict() -> Exception:
    return VersionConflict("Somebody changed it meanwhile; nothing was saved.")
