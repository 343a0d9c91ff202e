"""A history as its readers see it: each entry a sentence, with what it changed (B11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from application.history.entry import HistoryEntry
from application.principal import WORKER
from entrypoints.told_changes import ToldChange, told_changes
from entrypoints.web.audit.sentences import CHANNELS, happened, thing_words
from entrypoints.web.names import names_of
from entrypoints.web.visitor import Visitor

_SHOWN = 3
"""Changes that stand below an entry; the others are behind a click."""


@dataclass(frozen=True)
class Told:
    """`entry` in words; `more` are the changes that a reader opens when wanted."""

    entry: HistoryEntry
    thing: str
    happened: str
    who: str
    role: str
    channel: str
    changes: tuple[ToldChange, ...]
    more: tuple[ToldChange, ...]

    @property
    def as_it_was(self) -> str | None:
        """Where the thing is shown as this event left it."""
        if self.entry.thing != "asset":
            return None
        return f"/bss/assets/{self.entry.thing_id}?version={self.entry.version}"


def all_told(visitor: Visitor, entries: Iterable[HistoryEntry]) -> tuple[Told, ...]:
    """Accounts that did something are called by their names."""
    known = tuple(entries)
    names = names_of(visitor, accounts=(_account(each.actor) for each in known))
    return tuple(told(each, names) for each in known)


def told(entry: HistoryEntry, names: Mapping[UUID, str]) -> Told:
    account = _account(entry.actor)
    name = names.get(account) if account else None
    changes = sorted(told_changes(entry), key=lambda each: each.is_minor)
    open_ones = [each for each in changes if not (each.is_minor or each.before is None)][:_SHOWN]
    is_perpetua = entry.actor == WORKER.actor
    return Told(
        entry=entry,
        thing=thing_words(entry.thing),
        happened=happened(entry.kind),
        who="Perpetua itself" if is_perpetua else name or entry.actor.partition(":")[2],
        role="" if is_perpetua else entry.role,
        channel=CHANNELS.get(entry.channel, entry.channel),
        changes=tuple(open_ones),
        more=tuple(changes[len(open_ones) :]),
    )


def _account(actor: str) -> UUID | None:
    """The account of an actor that is one."""
    try:
        return UUID(actor.partition(":")[2])
    except ValueError:
        return None
