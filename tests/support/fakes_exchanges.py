"""Recorded exchanges in memory, and a Microsoft that repeats what it said then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from application.conversations import listener
from application.ports.exchanges import Conversation, Exchange
from application.ports.rehearsals import NotRecorded, ReplayClock
from core.instances.instance import Instance

T = TypeVar("T")


class MemoryExchanges:
    """Exchanges; `saves` counts transactions."""

    def __init__(self) -> None:
        self.kept: list[Conversation] = []
        self.saves = 0

    def keep(self, conversations: Sequence[Conversation]) -> None:
        self.saves += 1
        known = {each.conversation_id for each in self.kept}
        self.kept += [each for each in conversations if each.conversation_id not in known]

    def of(self, asset_id: UUID) -> Sequence[Conversation]:
        return tuple(each for each in self.kept if each.asset_id == asset_id)

    def count(self, asset_id: UUID) -> Mapping[int, int]:
        counted: dict[int, int] = {}
        for each in self.of(asset_id):
            counted[each.attempt] = counted.get(each.attempt, 0) + len(each.exchanges)
        return counted


@dataclass(frozen=True)
class Told(Exchange):
    """An exchange of the fake Microsoft with what the call brought, in our words."""

    outcome: Any = None


def overheard(name: str, at: datetime, perform: Callable[[], T]) -> T:
    """Make a call of the fake Microsoft, and tell whoever listens."""
    tell = listener() or _nobody
    try:
        outcome = perform()
    except Exception as failed:
        tell(_told(name, at, failed))
        raise
    tell(_told(name, at, outcome))
    return outcome


class Repeating:
    """Replays: every call meets what the first call of its name, not used yet, met then."""

    def __init__(self) -> None:
        self.forgotten: set[str] = set()
        """Names of calls that are treated as not recorded."""

    def vendors(self, exchanges: Sequence[Exchange], clock: ReplayClock) -> Any:
        known = [each for each in exchanges if each.path not in self.forgotten]
        return _Vendors(known, clock)


class _Vendors:
    """It tells whoever listens, as the adapter does."""

    def __init__(self, exchanges: list[Exchange], clock: ReplayClock) -> None:
        self._left = exchanges
        self._clock = clock

    def of(self, instance: Instance) -> Any:
        return self

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *_: overheard(name, self._clock.now(), lambda: self._outcome(name))

    def _outcome(self, name: str) -> Any:
        for each in self._left:
            if isinstance(each, Told) and each.path == name:
                self._left.remove(each)
                if isinstance(each.outcome, Exception):
                    raise each.outcome
                return each.outcome
        raise NotRecorded(f"CALL {name}")


def _told(name: str, at: datetime, outcome: Any) -> Told:
    return Told(
        at=at,
        method="CALL",
        path=name,
        request_id="",
        request="",
        status=None if isinstance(outcome, Exception) else 200,
        failure=repr(outcome) if isinstance(outcome, Exception) else None,
        headers={},
        answer="",
        cut=False,
        milliseconds=0,
        outcome=outcome,
    )


def _nobody(exchange: Exchange) -> None:
    """Nothing is said about an asset."""
