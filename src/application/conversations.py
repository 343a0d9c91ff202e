"""What Microsoft is told and answers about an asset is written down while a command runs (B6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from application.ports.clock import Clock
from application.ports.exchanges import Conversation, Exchange, Exchanges
from application.ports.ids import Ids
from application.ports.ledger import VersionConflict
from core.asset.asset import Asset
from core.kernel.errors import Refused

_heard: ContextVar[list[Exchange] | None] = ContextVar("heard", default=None)


@dataclass
class _Notes:
    """Conversations of the running command that are not kept yet."""

    exchanges: Exchanges
    ids: Ids
    clock: Clock
    finished: list[Conversation] = field(default_factory=list)

    def add(self, conversation: Conversation) -> None:
        """A step that stored nothing may be followed by a long wait: it is kept at once."""
        self.finished.append(conversation)
        if conversation.stored is None:
            self.keep()

    def keep(self) -> None:
        finished, self.finished = self.finished, []
        if finished:
            self.exchanges.keep(finished)


_notes: ContextVar[_Notes | None] = ContextVar("notes", default=None)


class ConversationRecorder:
    """Keeps what is said about assets in one short transaction per command."""

    def __init__(self, exchanges: Exchanges, ids: Ids, clock: Clock) -> None:
        self._exchanges = exchanges
        self._ids = ids
        self._clock = clock

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Everything said `about` an asset inside is kept, also when the command is refused."""
        notes = _Notes(self._exchanges, self._ids, self._clock)
        before = _notes.set(notes)
        try:
            yield
        finally:
            _notes.reset(before)
            notes.keep()


@contextmanager
def about(asset: Asset, step: str) -> Iterator[None]:
    """What is said inside is about this asset; `step` names the use case."""
    notes = _notes.get()
    if notes is None:
        yield
        return
    listening = _Listening(asset, step, notes.clock.now())
    before = _heard.set(listening.heard)
    try:
        yield
    except Refused as refused:
        listening.trouble = refused
        raise
    finally:
        _heard.reset(before)
        if listening.heard:
            notes.add(listening.conversation(notes.ids))


@contextmanager
def off_the_record() -> Iterator[None]:
    """Nothing said inside is kept: Microsoft is not really asked."""
    notes, heard = _notes.set(None), _heard.set(None)
    try:
        yield
    finally:
        _heard.reset(heard)
        _notes.reset(notes)


def listener() -> Callable[[Exchange], None] | None:
    """Who wants to hear of the next exchange; None while nothing is said about an asset."""
    heard = _heard.get()
    return None if heard is None else heard.append


class _Listening:
    """A step that is under way, and the asset as it was when the step began."""

    def __init__(self, asset: Asset, step: str, began_at: datetime) -> None:
        self._asset = asset
        self._step = step
        self._began_at = began_at
        self._version = asset.version
        self._attempt = asset.attempt.number if asset.attempt else 0
        self.heard: list[Exchange] = []
        self.trouble: Refused | None = None

    def conversation(self, ids: Ids) -> Conversation:
        return Conversation(
            conversation_id=ids.new(),
            asset_id=self._asset.id,
            attempt=self._attempt,
            step=self._step,
            version=self._version,
            stored=self._stored(),
            trouble=self._trouble(),
            began_at=self._began_at,
            exchanges=tuple(self.heard),
        )

    def _trouble(self) -> str | None:
        if self.trouble is None and self._asset.pending:  # stored on what another process left
            return VersionConflict.code
        return self.trouble.code if self.trouble else None

    def _stored(self) -> int | None:
        """After a conflict the asset counts a version that the ledger does not have."""
        if self._asset.pending or isinstance(self.trouble, VersionConflict):
            return None
        return self._asset.version if self._asset.version > self._version else None
