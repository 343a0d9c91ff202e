"""Everything that ever happened, as auditors read it: who, when, what and why (B11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.kernel.event import facts_of


@dataclass(frozen=True)
class HistoryRow:
    """One event; `kind` is its stored name, `facts` its business fields.

    `thing` and `fact` are the beginnings of that name: `asset`, and `asset.created` for every shape
    that the event ever had.
    """

    position: int
    stream_id: UUID
    version: int
    thing: str
    fact: str
    kind: str
    time: datetime
    actor: str
    role: str
    channel: str
    reason: str | None
    command_id: UUID
    correlation_id: UUID
    causation_id: str | None
    facts: Mapping[str, Any]


HISTORY = Table(
    name="history",
    version=3,
    row=HistoryRow,
    key=("position",),
    group="position",
    indexes=(
        ("stream_id", "position"),
        ("correlation_id", "position"),
        ("actor", "position"),
        ("thing", "position"),
        ("fact", "position"),
        ("time", "position"),
        ("actor", "time", "position"),
        ("thing", "time", "position"),
        ("fact", "time", "position"),
    ),
)


class History:
    table = HISTORY
    append_only = True

    def group_of(self, recorded: Recorded) -> int:
        return recorded.position

    def fold(self, rows: tuple[HistoryRow, ...], recorded: Recorded) -> tuple[HistoryRow, ...]:
        said = recorded.metadata
        thing, fact, _ = recorded.topic.split(".")
        row = HistoryRow(
            position=recorded.position,
            stream_id=recorded.stream_id,
            version=recorded.version,
            thing=thing,
            fact=f"{thing}.{fact}",
            kind=recorded.topic,
            time=said.time,
            actor=said.actor,
            role=said.role,
            channel=said.channel,
            reason=said.reason,
            command_id=said.command_id,
            correlation_id=said.correlation_id,
            causation_id=said.causation_id,
            facts=facts_of(recorded.event),
        )
        return (*rows, row)
