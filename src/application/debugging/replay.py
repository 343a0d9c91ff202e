"""What today's code would decide on the answers that Microsoft gave then (B6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from application.asset.provisioning.provision_asset import ProvisionAsset
from application.asset.refresh_asset import RefreshAsset
from application.bus import Projector
from application.conversations import off_the_record
from application.debugging.rehearsal import RehearsalClock, RehearsalLedger, Rehearsed
from application.debugging.rehearsal_guard import RehearsalGuard
from application.debugging.rehearsal_leases import RehearsalLeases
from application.debugging.rehearsal_rows import RehearsalRows
from application.epoch.buying_guard import BuyingGuard
from application.ports.clock import Clock
from application.ports.exchanges import Conversation
from application.ports.leases import Leases
from application.ports.ledger import EventLog, Ledger, Recorded
from application.ports.microsoft.partners import Vendors
from application.ports.rehearsals import NotRecorded, Rehearsals, Replays
from application.ports.rows import Rows
from application.processes.holding import HoldTerms
from core.kernel.errors import Refused
from core.kernel.event import Event, facts_of

_COMMANDS = {"provision": ProvisionAsset, "refresh": RefreshAsset}
_WORDS = frozenset({"message"})
"""Facts that may be told otherwise without another decision."""


class Verdict(StrEnum):
    SAME = "same"
    OTHER_WORDS = "other-words"
    DIFFERENT = "different"
    ASKS_OTHERWISE = "asks-otherwise"
    NOT_REPLAYED = "not-replayed"


@dataclass(frozen=True)
class DecidedEvent:
    """One decided event: its stored name and its facts."""

    kind: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Replayed:
    """What was stored then and what today's code decides; none of either means: wait.

    `detail` is the request that was not asked then, or the reason why nothing was replayed.
    """

    verdict: Verdict
    recorded: tuple[DecidedEvent, ...]
    decided: tuple[DecidedEvent, ...]
    detail: str | None = None


class ReplayedDecisions:
    """Runs a step again where it reaches neither Microsoft nor the ledger."""

    def __init__(self, log: EventLog, rows: Rows, replays: Replays, rehearsals: Rehearsals) -> None:
        self._log = log
        self._rows = rows
        self._replays = replays
        self._rehearsals = rehearsals

    def of(self, conversation: Conversation) -> Replayed:
        story = self._log.stream(conversation.asset_id)
        stored = _decisions(each.event for each in _led_to(story, conversation))
        if conversation.step not in _COMMANDS:
            text = f"Provisioning and refresh are replayed, {conversation.step} is not."
            return Replayed(Verdict.NOT_REPLAYED, stored, (), text)
        following = [each.position for each in story if each.version > conversation.version]
        before = following[0] if following else None
        ledger = RehearsalLedger(self._log.stream, conversation, before=before)
        try:
            self._rehearse(conversation, ledger)
        except NotRecorded as asked:
            return Replayed(Verdict.ASKS_OTHERWISE, stored, _decisions(ledger.decided), str(asked))
        decided = _decisions(ledger.decided)
        if conversation.trouble == "version_conflict":
            text = "Another process had stored its decision first."
            return Replayed(Verdict.NOT_REPLAYED, stored, decided, text)
        return Replayed(_verdict(stored, decided), stored, decided)

    def _rehearse(self, conversation: Conversation, ledger: RehearsalLedger) -> None:
        clock = RehearsalClock(conversation.began_at)
        rows = RehearsalRows(self._rows, ledger)
        adapters: dict[type[Any], Any] = {
            Ledger: ledger,
            EventLog: ledger,
            Clock: clock,
            Rows: rows,
            Projector: rows,
            Leases: RehearsalLeases(),
            HoldTerms: HoldTerms("rehearsal"),
            BuyingGuard: RehearsalGuard(ledger),
            Vendors: self._replays.vendors(conversation.exchanges, clock),
        }
        command = _COMMANDS[conversation.step]
        handle = self._rehearsals.handlers(adapters).of(command)
        with off_the_record(), suppress(Rehearsed, Refused):
            handle(command(asset_id=conversation.asset_id))


def _led_to(story: Sequence[Recorded], conversation: Conversation) -> Sequence[Recorded]:
    last = conversation.stored or conversation.version
    return [each for each in story if conversation.version < each.version <= last]


def _decisions(events: Iterable[Event]) -> tuple[DecidedEvent, ...]:
    return tuple(DecidedEvent(each.TOPIC, facts_of(each)) for each in events)


def _verdict(stored: Sequence[DecidedEvent], decided: Sequence[DecidedEvent]) -> Verdict:
    if stored == decided:
        return Verdict.SAME
    if [_without_words(each) for each in stored] == [_without_words(each) for each in decided]:
        return Verdict.OTHER_WORDS
    return Verdict.DIFFERENT


def _without_words(decision: DecidedEvent) -> DecidedEvent:
    facts = {name: fact for name, fact in decision.facts.items() if name not in _WORDS}
    return DecidedEvent(decision.kind, facts)
