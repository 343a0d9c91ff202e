"""An asset's events one by one: state before and after, and what Microsoft was asked (B6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.debugging.inside import insides
from application.debugging.replay import Replayed, ReplayedDecisions
from application.history.asset_story import entries
from application.history.entry import Change, HistoryEntry
from application.history.list_history import given_entries
from application.messages import Given, RecordedQuery
from application.ports.exchanges import Conversation, Exchanges
from application.ports.ledger import EventLog, Recorded
from application.principal import STAFF, Principal
from core.kernel.errors import NotFound


@dataclass(frozen=True)
class Talk:
    """One step's exchanges, and what came of it: events that it stored, trouble, or waiting."""

    conversation: Conversation
    came_of_it: str
    replayed: Replayed | None


@dataclass(frozen=True)
class DebugStep:
    """One event with everything said to Microsoft between the event before and this one.

    `event` is None in a last step that tells what was said since the latest event. `inside` is what
    the decisions go by after the event, `inside_changes` what the event changed of it.
    """

    number: int
    event: HistoryEntry | None
    inside: Mapping[str, Any]
    inside_changes: tuple[Change, ...]
    talks: tuple[Talk, ...]


@dataclass(frozen=True)
class AssetDebugging:
    asset_id: UUID
    steps: tuple[DebugStep, ...]


class DebugAsset(RecordedQuery[AssetDebugging]):
    """`replay` also runs today's decisions on what was recorded; nothing comes of them."""

    roles = STAFF
    reads = "recorded-exchanges"
    asset_id: UUID
    replay: bool = False

    def given(self, answer: AssetDebugging) -> Given:
        return given_entries(tuple(each.event for each in answer.steps if each.event))


class DebugAssetHandler:
    def __init__(
        self, log: EventLog, exchanges: Exchanges, replayed_decisions: ReplayedDecisions
    ) -> None:
        self._log = log
        self._exchanges = exchanges
        self._replayed = replayed_decisions

    def __call__(self, query: DebugAsset, by: Principal) -> AssetDebugging:
        """
        Raises:
            NotFound: no such asset.
        """
        story = self._log.stream(query.asset_id)
        if not story or not story[0].topic.startswith("asset."):
            raise NotFound("asset", str(query.asset_id))
        talks = [
            (each.version, self._talk(each, story, replay=query.replay))
            for each in self._exchanges.of(query.asset_id)
        ]
        return AssetDebugging(query.asset_id, tuple(_steps(story, talks, by)))

    def _talk(self, conversation: Conversation, story: Sequence[Recorded], *, replay: bool) -> Talk:
        replayed = self._replayed.of(conversation) if replay else None
        return Talk(conversation, _came_of(conversation, story), replayed)


def _steps(
    story: Sequence[Recorded], talks: Sequence[tuple[int, Talk]], by: Principal
) -> Iterator[DebugStep]:
    before: Mapping[str, Any] = {}
    for entry, inside in zip(entries(story, by), insides(story), strict=True):
        yield DebugStep(
            number=entry.version,
            event=entry,
            inside=inside,
            inside_changes=_changes(before, inside),
            talks=tuple(talk for version, talk in talks if version == entry.version - 1),
        )
        before = inside
    if since := tuple(talk for version, talk in talks if version == len(story)):
        yield DebugStep(len(story) + 1, None, before, (), since)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(name, before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value
    )


def _came_of(conversation: Conversation, story: Sequence[Recorded]) -> str:
    """What the decision made of the answers, in words."""
    if conversation.stored is None:
        return conversation.trouble or "waits"
    stored = (
        each.topic.split(".")[1]
        for each in story
        if conversation.version < each.version <= conversation.stored
    )
    return ", ".join(stored)
