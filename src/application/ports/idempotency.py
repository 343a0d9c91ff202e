"""Answers kept for callers who repeat a request with the same key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class KeptAnswer:
    """`status` and `body` are None while the first request has not been answered."""

    fingerprint: str
    command_id: UUID
    status: int | None
    body: bytes | None


class IdempotencyKeys(Protocol):
    """Keys belong to an actor; a key keeps the id of its first command, even over a crash."""

    def begin(self, actor: str, key: str, fingerprint: str, command_id: UUID) -> KeptAnswer:
        """Remember a first request, or return what is kept of an earlier one."""
        ...

    def finish(self, actor: str, key: str, status: int, body: bytes) -> None:
        """Keep the answer."""
        ...
