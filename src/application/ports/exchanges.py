"""What was said between Perpetua and Microsoft about an asset, kept without secrets (B6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

MASK = "…"


@dataclass(frozen=True)
class Exchange:
    """One HTTP request and what came of it; `MASK` stands where something was not kept.

    `at` is when it was sent (UTC), `milliseconds` how long it took. `status` is None when no answer
    came; `failure` then tells how, such as `ReadTimeout: timed out`. `headers` are the answer's.
    `cut` marks an answer that was too long to be kept whole.
    """

    at: datetime
    method: str
    path: str
    request_id: str
    request: str
    status: int | None
    failure: str | None
    headers: Mapping[str, str]
    answer: str
    cut: bool
    milliseconds: int


@dataclass(frozen=True)
class Conversation:
    """The exchanges of one step, in order, and which version of the asset they led to.

    `version` is the asset's before the step, `stored` the one after it, None when the step stored
    nothing; `trouble` is the code of the refusal that ended it.
    """

    conversation_id: UUID
    asset_id: UUID
    attempt: int
    step: str
    version: int
    stored: int | None
    trouble: str | None
    began_at: datetime
    exchanges: tuple[Exchange, ...]


class Exchanges(Protocol):
    """Every conversation about every asset."""

    def keep(self, conversations: Sequence[Conversation]) -> None:
        """Keep them in one transaction; one that is kept already stays as it is."""
        ...

    def of(self, asset_id: UUID) -> Sequence[Conversation]:
        """Those about an asset, oldest first."""
        ...

    def count(self, asset_id: UUID) -> Mapping[int, int]:
        """How many exchanges each attempt of an asset had."""
        ...
